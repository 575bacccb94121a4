//! The statements on the department's tables: one text for every engine, as in `schema`. A moment is always handed in.

/// Marks the credentials of a record as revoked.
pub(in crate::store) const REVOKE: &str =
    "update certificate set revoked_ms = $1, revoke_reason = $2 where record_id = $3 and revoked_ms is null";
/// Marks the credentials of an erased record as revoked, which go by the record's id and are of no record ($4).
pub(in crate::store) const REVOKE_ERASED: &str = "update certificate set revoked_ms = $1, revoke_reason = $2
    where certificate_id = $3 and record_id = $4 and key_id <> '' and revoked_ms is null";
/// Notes beside the credentials that a record was taken back for which none was issued: without a key, a document or a place in the status
/// list, so that whatever asks what was revoked finds it, and nothing takes it for a credential.
pub(in crate::store) const TAKE_BACK: &str = "insert into certificate
    (learner_id, certificate_id, record_id, key_id, issued_ms, status_index, revoked_ms, revoke_reason, doc)
    select c.learner_id, c.record_id, c.record_id, '', $1, -1, $1, $2, '' from completions c
    where c.record_id = $3 and not exists (select 1 from certificate r where r.learner_id = c.learner_id and r.record_id = c.record_id)
    on conflict do nothing";
/// Lets a record count again that was taken back so.
pub(in crate::store) const REINSTATE: &str = "delete from certificate where learner_id = $1 and record_id = $2 and key_id = ''";
/// Whose and in which course a record is.
pub(in crate::store) const WHOSE: &str = "select learner_id, course_id from completions where record_id = $1";
/// Whether a record is worth less than this, also once it is countersigned.
pub(in crate::store) const LOWER: &str = "select count(*) from completions where record_id = $1 and assurance < $2";
/// What was revoked.
pub(in crate::store) const REVOKED: &str = "select record_id, revoked_ms from certificate where revoked_ms >= 0";
/// Whose records must stay. Where nothing was collected of a person yet, the learner is none.
pub(in crate::store) const HOLD: &str = "insert into legal_hold (learner_id, staff_id) values ($1, $2) on conflict do nothing";
pub(in crate::store) const RELEASE: &str = "delete from legal_hold where staff_id = $1";
pub(in crate::store) const RELEASE_LEARNER: &str = "delete from legal_hold where learner_id = $1";
pub(in crate::store) const HELD: &str = "select learner_id, staff_id from legal_hold";

/// Who of a roster was confirmed to be which learner. Where an account is that of several people, the match stays while one of them is here.
pub(in crate::store) const MATCHES: &str = "select staff_id, learner_id from roster_match";
pub(in crate::store) const MATCH: &str = "insert into roster_match (learner_id, staff_id) values ($1, $2) on conflict do nothing";
pub(in crate::store) const UNMATCH: &str = "delete from roster_match where learner_id = $1 and staff_id = $2";
pub(in crate::store) const NO_MATCHES: &str = "delete from roster_match where learner_id = $1
    and not exists (select 1 from completions c where c.learner_id = roster_match.learner_id)";
pub(in crate::store) const NO_MATCH: &str = "delete from roster_match where staff_id = $1";

/// What a record came of.
pub(in crate::store) const ORIGIN: &str =
    "select record_id, course_id, course_title, completed_on, doc from completions where record_id = $1";
/// What stays of a record, and where it was the newest.
pub(in crate::store) const GRAVE: &str = "select learner_id, course_id, batch_id, leaf, salt, doc from completions where record_id = $1";
/// Leaves the leaf of a record that is not at its place, and why (`absent`). What was left out may be erased since, or kept elsewhere.
pub(in crate::store) const BURY: &str = "insert into tombstone (batch_id, leaf, leaf_sha256, erased_ms) values ($1, $2, $3, $4)
    on conflict (batch_id, leaf) do update set erased_ms = excluded.erased_ms where tombstone.erased_ms = 0";
/// Takes the leaf out again of a record that was left out and came.
pub(in crate::store) const CAME: &str = "delete from tombstone where batch_id = $1 and leaf = $2 and erased_ms = 0";
/// Takes a record out.
pub(in crate::store) const REMOVE: &str = "delete from completions where record_id = $1";
/// Makes the credentials of a record say of nobody ($1 and $2); their places in the status list are never given again.
pub(in crate::store) const UNNAME: &str =
    "update certificate set learner_id = $1, record_id = $2, doc = '' where learner_id = $3 and record_id = $4";
/// Whether a credential of a record has the id of one that is nobody's already: what was erased was handed in and certified again.
pub(in crate::store) const NAMESAKE: &str = "select 1 from certificate where learner_id = $1
    and certificate_id in (select certificate_id from certificate where learner_id = $2 and record_id = $3) limit 1";
/// Takes out what was refused beside a batch.
pub(in crate::store) const UNREFUSE: &str = "delete from refusal where batch_id = $1";
/// Takes out one thing that was refused.
pub(in crate::store) const UNREFUSE_ONE: &str = "delete from refusal where batch_id = $1 and source = $2 and because = $3";
/// Takes out a newest pass that is gone.
pub(in crate::store) const NO_LATEST: &str = "delete from latest where learner_id = $1 and course_id = $2 and record_id = $3";
/// Takes out somebody's newest pass in a course, whichever it is.
pub(in crate::store) const NO_LATEST_AT_ALL: &str = "delete from latest where learner_id = $1 and course_id = $2";
/// Makes the newest pass of those left that were not revoked the newest.
pub(in crate::store) const BEFORE: &str = "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id, completed_on,
        account, name, staff_id, assurance, batch_id)
    select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id
    from completions c
    where learner_id = $1 and course_id = $2 and passed = 1 and not exists (select 1 from certificate r
        where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)
    order by completed_ms desc, record_id desc limit 1";
/// Notes a pass that is about to be kept beside the newest one, or the newest one that it is about to take the place of, where it tells what the
/// other does not.
pub(in crate::store) const BESIDE: &str = "insert into pass_beside (learner_id, course_id, record_id)
    select learner_id, course_id, case when completed_ms < $1 then record_id else $2 end from latest
    where learner_id = $3 and course_id = $4 and record_id <> $2 and (coalesce(staff_id, '') <> $5
        or (completed_ms < $1 and coalesce(expires_on, '9999-12-31') > coalesce($6, '9999-12-31'))
        or (completed_ms >= $1 and coalesce(expires_on, '9999-12-31') < coalesce($6, '9999-12-31')))
    on conflict do nothing";
/// Takes out a pass beside the newest that is gone.
pub(in crate::store) const NO_BESIDE: &str = "delete from pass_beside where learner_id = $1 and course_id = $2 and record_id = $3";
/// Takes out all of somebody's passes beside the newest in a course.
pub(in crate::store) const NO_BESIDE_AT_ALL: &str = "delete from pass_beside where learner_id = $1 and course_id = $2";
/// Notes them anew, by the newest pass of today.
pub(in crate::store) const BESIDE_ANEW: &str = "insert into pass_beside (learner_id, course_id, record_id)
    select c.learner_id, c.course_id, c.record_id
    from completions c join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where c.learner_id = $1 and c.course_id = $2 and c.passed = 1 and c.record_id <> l.record_id
        and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)
    on conflict do nothing";
/// Take out what else tells of a person.
pub(in crate::store) const NO_KEYS: &str = "delete from signing_key where learner_id = $1";
pub(in crate::store) const NO_TOKENS: &str = "delete from enrolment_token where staff_id = $1";
pub(in crate::store) const NO_ROSTER: &str = "delete from roster where learner_id = $1";
pub(in crate::store) const NO_EMPLOYEE: &str = "delete from roster where employee_no = $1";

/// Takes out all that was refused: it names the files of anybody.
pub(in crate::store) const NO_REFUSALS: &str = "delete from refusal where line >= 0";

/// Adds a batch.
pub(in crate::store) const BATCH: &str =
    "insert into batch (batch_id, source, leaves, received_ms) values ($1, $2, $3, $4) on conflict do nothing";
/// Keeps the department's signature on a batch.
pub(in crate::store) const COUNTERSIGN: &str =
    "update batch set merkle_root = $1, root_key = $2, root_sig = $3 where batch_id = $4 and root_sig is null";
/// Says that another department signed a batch.
pub(in crate::store) const ADOPT: &str = "update batch set adopted = 1 where batch_id = $1";
/// The batches, oldest first.
pub(in crate::store) const BATCHES: &str =
    "select batch_id, source, leaves, received_ms, merkle_root, root_key, root_sig, coalesce(adopted, 0) from batch order by batch_id";
/// Which batches the department has signed.
pub(in crate::store) const SIGNED: &str = "select batch_id, root_sig is not null from batch";
/// The leaves of a batch: of whole records, and of those that are not at their places.
pub(in crate::store) const LEAVES: &str = "select leaf, salt, doc from completions where batch_id = $1 order by leaf";
pub(in crate::store) const ABSENT: &str = "select leaf, leaf_sha256, erased_ms from tombstone where batch_id = $1 order by leaf";

/// What was refused.
pub(in crate::store) const LAST_REFUSAL: &str = "select coalesce(max(line), 0) from refusal where batch_id = $1";
pub(in crate::store) const REFUSE: &str =
    "insert into refusal (batch_id, line, source, reason, because) values ($1, $2, $3, $4, $5) on conflict do nothing";
pub(in crate::store) const REFUSALS: &str = "select batch_id, source, reason, because from refusal order by batch_id, line";

/// Whether a record is there.
pub(in crate::store) const IS_KEPT: &str = "select 1 from completions where record_id = $1";
/// What a learning record store is to hear.
pub(in crate::store) const PUT: &str = "insert into statement_out (learner_id, destination, id, record_id, body, made_ms)
    values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
pub(in crate::store) const OUTGOING: &str =
    "select learner_id, id, body from statement_out where destination = $1 order by learner_id, id limit $2";
pub(in crate::store) const WAITED_FOR: &str = "select destination, count(*) from statement_out group by destination order by destination";
pub(in crate::store) const TAKEN: &str = "delete from statement_out where learner_id = $1 and destination = $2 and id = $3";
pub(in crate::store) const UNSAY: &str = "delete from statement_out where learner_id = $1 and record_id = $2";

/// Credentials.
pub(in crate::store) const ISSUE: &str = "insert into certificate
    (learner_id, certificate_id, record_id, key_id, issued_ms, status_index, revoked_ms, revoke_reason, doc)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
/// Which credential has a place in the status list.
pub(in crate::store) const IN_PLACE: &str = "select certificate_id, issued_ms, status_index from certificate where status_index = $1";

/// Acts. Where somebody else has just taken the place, nothing is added.
pub(in crate::store) const LAST_ACT: &str = "select seq, occurred_ms, who, what, subject, why, link from audit order by seq desc limit 1";
pub(in crate::store) const NOTE: &str =
    "insert into audit (seq, occurred_ms, who, what, subject, why, link) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
pub(in crate::store) const ACT: &str = "select seq, occurred_ms, who, what, subject, why, link from audit where seq = $1";
pub(in crate::store) const ACTS: &str = "select seq, occurred_ms, who, what, subject, why, link from audit order by seq";
/// Only what was done of two kinds.
pub(in crate::store) const ACTS_OF: &str =
    "select seq, occurred_ms, who, what, subject, why, link from audit where what = $1 or what = $2 order by seq";

/// Keys and tokens.
pub(in crate::store) const ENROL: &str =
    "insert into signing_key (key_id, learner_id, staff_id, name, enrolled_ms) values ($1, $2, $3, $4, $5)
    on conflict (key_id, learner_id) do update set staff_id = excluded.staff_id, name = excluded.name, enrolled_ms = excluded.enrolled_ms,
        revoked_ms = null";
pub(in crate::store) const SPEND: &str = "update enrolment_token set used_ms = $1 where token_id = $2 and used_ms is null";
pub(in crate::store) const IS_BOUND: &str = "select 1 from signing_key where key_id = $1 and learner_id = $2 and revoked_ms is null";
pub(in crate::store) const REVOKE_KEY: &str = "update signing_key set revoked_ms = $1 where key_id = $2 and revoked_ms is null";
pub(in crate::store) const ENROLLED: &str =
    "select key_id, learner_id, staff_id, name, enrolled_ms, revoked_ms from signing_key order by key_id, learner_id";
pub(in crate::store) const GIVE: &str =
    "insert into enrolment_token (token_id, check_sha256, staff_id, name, expires_ms) values ($1, $2, $3, $4, $5) on conflict do nothing";
pub(in crate::store) const TOKEN: &str =
    "select token_id, check_sha256, staff_id, name, expires_ms, used_ms from enrolment_token where token_id = $1";

pub(in crate::store) const TOKENS: &str =
    "select token_id, check_sha256, staff_id, name, expires_ms, used_ms from enrolment_token order by token_id";

/// Who has passed between two moments, and is not known to have done so later.
pub(in crate::store) const LATEST_MADE: &str = "select learner_id, course_id, completed_ms, expires_on, record_id from latest
    where completed_ms >= $1 and completed_ms <= $2 order by learner_id, course_id";
pub(in crate::store) const HOLDERS: &str =
    "select learner_id, account, name, staff_id, completed_on, expires_on, assurance, batch_id from latest where course_id = $1";
/// The passes beside a newest one that tell what it does not: under another staff id, or counting longer.
pub(in crate::store) const HOLDERS_BESIDE: &str =
    "select c.learner_id, c.account, c.name, c.staff_id, c.completed_on, c.expires_on, c.assurance, c.batch_id
    from pass_beside b join latest l on l.learner_id = b.learner_id and l.course_id = b.course_id
    join completions c on c.learner_id = b.learner_id and c.record_id = b.record_id
    where b.course_id = $1 and c.record_id <> l.record_id
        and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))";
/// Whether any of these was made after a day ($2).
pub(in crate::store) const LATER_BESIDE: &str =
    "select 1 from pass_beside b join completions c on c.learner_id = b.learner_id and c.record_id = b.record_id
    where b.course_id = $1 and c.completed_on > $2 limit 1";
/// These and the passes that were made by a day ($2) that the newest, or one beside it, was not made by: no table tells of them, so all records
/// are gone through.
pub(in crate::store) const HOLDERS_BY_THEN: &str =
    "select c.learner_id, c.account, c.name, c.staff_id, c.completed_on, c.expires_on, c.assurance, c.batch_id
    from completions c join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where c.course_id = $1 and c.passed = 1 and c.record_id <> l.record_id and c.completed_on <= $2
        and (l.completed_on > $2 or c.staff_id <> coalesce(l.staff_id, '')
            or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)";

/// Of whom it is said otherwise than by their records what they hold: their newest pass is not like its record, a newer one is not told of
/// or one beside it that tells more, a record is of no batch, or a pass beside the newest is none.
pub(in crate::store) const ASTRAY: [&str; 4] = [
    "select l.learner_id, l.course_id from latest l
    left join completions c on c.learner_id = l.learner_id and c.record_id = l.record_id
    where c.record_id is null or c.passed <> 1 or c.course_id <> l.course_id or c.completed_ms <> l.completed_ms
        or coalesce(c.expires_on, '') <> coalesce(l.expires_on, '') or c.completed_on <> coalesce(l.completed_on, '')
        or c.account <> coalesce(l.account, '') or c.name <> coalesce(l.name, '') or c.staff_id <> coalesce(l.staff_id, '')
        or c.assurance <> coalesce(l.assurance, -1) or l.batch_id is null or c.batch_id <> l.batch_id
        or exists (select 1 from certificate r
            where r.learner_id = l.learner_id and r.record_id = l.record_id and r.revoked_ms >= 0)",
    "select c.learner_id, c.course_id from completions c
    left join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where c.passed = 1 and (l.learner_id is null or l.completed_ms < c.completed_ms or (c.record_id <> l.record_id
            and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
            and not exists (select 1 from pass_beside b join completions o on o.learner_id = b.learner_id and o.record_id = b.record_id
                where b.learner_id = c.learner_id and b.course_id = c.course_id and o.staff_id = c.staff_id
                    and coalesce(o.expires_on, '9999-12-31') >= coalesce(c.expires_on, '9999-12-31'))))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)",
    "select c.learner_id, c.course_id from completions c left join batch b on b.batch_id = c.batch_id where b.batch_id is null",
    "select b.learner_id, b.course_id from pass_beside b
    left join completions c on c.learner_id = b.learner_id and c.record_id = b.record_id
    where c.record_id is null or c.passed <> 1 or c.course_id <> b.course_id or exists (select 1 from certificate r
        where r.learner_id = b.learner_id and r.record_id = b.record_id and r.revoked_ms >= 0)",
];

/// Credentials, each with what its record says of itself.
pub(in crate::store) const CERTIFIED: &str = "select r.certificate_id, r.record_id, r.learner_id, r.key_id, r.issued_ms, r.status_index,
        r.revoked_ms, r.revoke_reason, r.doc, c.assurance
    from certificate r left join completions c on c.learner_id = r.learner_id and c.record_id = r.record_id where r.key_id <> ''";

/// Credentials, oldest first: all, or those of one record.
pub(in crate::store) fn issued(of_one_record: bool) -> String {
    let only = if of_one_record { " and record_id = $1" } else { "" };
    format!(
        "select certificate_id, record_id, learner_id, key_id, issued_ms, status_index, revoked_ms, revoke_reason, doc
         from certificate where key_id <> ''{only} order by issued_ms, certificate_id"
    )
}
