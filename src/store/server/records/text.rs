//! What only a server is asked: bulk loading by way of a table beside the records, and looking for what is there already.

/// The columns, in the order of a COPY.
pub(super) const COPIED: &str = "record_id, learner_id, account, name, role, staff_id, department, course_id, course_title,
    course_version, course_digest, started_ms, completed_ms, completed_on, expires_on, score_percent, score_earned, score_of, pass_mark,
    passed, attempts, minutes, assurance, key_id, enrolled, doc_sha256, batch_id, leaf, received_ms, held, organization, salt, doc";

/// Which of these records are there.
pub(super) const THERE: &str = "select record_id, learner_id, doc_sha256, batch_id, leaf from completions where record_id = any($1)";

/// What these records came of.
pub(super) const ORIGINS: &str = "select record_id, course_id, course_title, completed_on, doc from completions where record_id = any($1)";

/// How many of these records are worth less than this, also once they are countersigned.
pub(super) const LOWER: &str = "select count(*) from completions where record_id = any($1) and assurance < $2";

/// How many of these records are there.
pub(super) const HOW_MANY: &str = "select count(*) from completions where record_id = any($1)";

/// Which credentials have these places in the status list.
pub(super) const IN_PLACES: &str = "select certificate_id, issued_ms, status_index from certificate where status_index = any($1)";

/// Moves the newest passes of a batch forward, never back.
pub(super) const FORWARD: &str = "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account,
        name, staff_id, assurance, batch_id)
    select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id from (
        select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id,
            row_number() over (partition by learner_id, course_id order by completed_ms desc, record_id) as place
        from completions c where batch_id = $1 and passed = 1 and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)) newest
    where place = 1
    on conflict (learner_id, course_id) do update set completed_ms = excluded.completed_ms, expires_on = excluded.expires_on,
        record_id = excluded.record_id, completed_on = excluded.completed_on, account = excluded.account, name = excluded.name,
        staff_id = excluded.staff_id, assurance = excluded.assurance, batch_id = excluded.batch_id
    where excluded.completed_ms > latest.completed_ms";

/// Notes which passes beside the newest of those who are in a batch tell more than it. It looks once the newest are moved, and so have waited for
/// whoever moved them at the same moment.
pub(super) const BESIDE: &str = "insert into pass_beside (learner_id, course_id, record_id)
    select c.learner_id, c.course_id, c.record_id
    from completions c join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where exists (select 1 from completions n
            where n.batch_id = $1 and n.passed = 1 and n.learner_id = c.learner_id and n.course_id = c.course_id)
        and c.passed = 1 and c.record_id <> l.record_id
        and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)
    on conflict do nothing";

/// Empties the table beside the records.
pub(super) const EMPTY: &str = "delete from completions_in where batch_id = $1";
