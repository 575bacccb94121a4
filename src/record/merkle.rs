//! A tree of digests over the records of a batch (RFC 6962), so that one signature stands for all of them and each learner can carry
//! the proof for one.

use serde::{Deserialize, Serialize};

use crate::source::Digest;

use super::fingerprint;
use super::records::Salt;

/// Returns the leaf of a record: its salt and its exact bytes.
#[must_use]
pub fn leaf(salt: Salt, document: &[u8]) -> Digest {
    fingerprint::of(&[&[0], &salt.0, document])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    fingerprint::of(&[&[1], &left.0, &right.0])
}

/// Returns the root over some leaves; that of none is the digest of nothing.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [one] => *one,
        _ => {
            let (left, right) = split(leaves);
            node(&root(left), &root(right))
        }
    }
}

/// The way from a leaf to the root: the digests beside it, from the leaf up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// The place of the leaf.
    pub leaf: u32,
    /// How many leaves the tree has.
    pub of: u32,
    /// The digests beside the way.
    pub beside: Vec<Digest>,
}

/// Returns the way from the leaf at a place to the root; `None` where there is no such leaf.
#[must_use]
pub fn path(leaves: &[Digest], place: usize) -> Option<Path> {
    fn collect(leaves: &[Digest], place: usize, beside: &mut Vec<Digest>) {
        if leaves.len() < 2 {
            return;
        }
        let (left, right) = split(leaves);
        if place < left.len() {
            collect(left, place, beside);
            beside.push(root(right));
        } else {
            collect(right, place - left.len(), beside);
            beside.push(root(left));
        }
    }
    if place >= leaves.len() {
        return None;
    }
    let mut beside = Vec::new();
    collect(leaves, place, &mut beside);
    Some(Path { leaf: place.try_into().ok()?, of: leaves.len().try_into().ok()?, beside })
}

/// Returns the ways of all leaves, in order. Each inner digest is made once.
#[must_use]
pub fn paths(leaves: &[Digest]) -> Vec<Path> {
    fn collect(leaves: &[Digest], from: usize, ways: &mut [Path]) -> Digest {
        match leaves {
            [] => Digest::of(&[]),
            [one] => *one,
            _ => {
                let (left, right) = split(leaves);
                let (over_left, over_right) = (collect(left, from, ways), collect(right, from + left.len(), ways));
                for way in ways.iter_mut().skip(from).take(left.len()) {
                    way.beside.push(over_right);
                }
                for way in ways.iter_mut().skip(from + left.len()).take(right.len()) {
                    way.beside.push(over_left);
                }
                node(&over_left, &over_right)
            }
        }
    }
    let of = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
    let mut ways: Vec<Path> = (0..of).map(|leaf| Path { leaf, of, beside: Vec::new() }).collect();
    collect(leaves, 0, &mut ways);
    ways
}

/// Returns the root that a leaf and its way lead to; `None` where the way does not fit its tree.
#[must_use]
pub fn root_by(leaf: Digest, path: &Path) -> Option<Digest> {
    let (mut place, mut last) = (path.leaf, path.of.checked_sub(1)?);
    if place > last {
        return None;
    }
    // RFC 9162, 2.1.3.2: who stands on the right, or at the end of an uneven row, has the neighbor on the left.
    let mut over = leaf;
    for beside in &path.beside {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            over = node(beside, &over);
            while place.is_multiple_of(2) && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            over = node(&over, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(over)
}

/// Splits where the largest power of two below the number ends.
fn split(leaves: &[Digest]) -> (&[Digest], &[Digest]) {
    let half = leaves.len().next_power_of_two() / 2;
    leaves.split_at_checked(half).unwrap_or((leaves, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u8) -> Vec<Digest> {
        (0..count).map(|number| leaf(Salt([number; 16]), &[number])).collect()
    }

    #[test]
    fn the_roots_are_those_of_the_standard() {
        // The test vectors of certificate-transparency, with leaves hashed as there: 0x00 and the bytes.
        let plain = |bytes: &[u8]| fingerprint::of(&[&[0], bytes]);
        let inputs: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let leaves: Vec<Digest> = inputs.iter().map(|bytes| plain(bytes)).collect();
        assert_eq!(root(&[]).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(root(&leaves[..1]).to_string(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(root(&leaves[..2]).to_string(), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(root(&leaves).to_string(), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    }

    #[test]
    fn every_leaf_finds_the_root_and_no_other_leaf_does() {
        for count in 1..40 {
            let leaves = leaves(count);
            let (root, ways) = (root(&leaves), paths(&leaves));
            for (place, own) in leaves.iter().enumerate() {
                let way = path(&leaves, place).unwrap();
                assert_eq!(ways[place], way);
                assert_eq!(root_by(*own, &way), Some(root), "leaf {place} of {count}");
                assert_ne!(root_by(Digest::of(b"other"), &way), Some(root));
                let moved = Path { leaf: way.leaf ^ 1, ..way.clone() };
                assert!(count == 1 || root_by(*own, &moved) != Some(root));
            }
            assert_eq!(path(&leaves, leaves.len()), None);
        }
        assert_eq!(root_by(Digest::of(b"x"), &Path { leaf: 0, of: 0, beside: Vec::new() }), None);
        assert_eq!(root_by(Digest::of(b"x"), &Path { leaf: 0, of: 1, beside: vec![Digest::of(b"y")] }), None);
    }
}
