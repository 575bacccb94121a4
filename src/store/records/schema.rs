//! The shape of the department's database and the statements on it: one text for every engine. Portable SQL only: no serial columns, no
//! triggers, no types but `bytea`, `bigint` and `text`, no clause that a distributed engine lacks; a test looks for those. Moments are
//! milliseconds since 1970, days are texts like `2026-11-23`, digests and ids are their bytes.

/// The tables, one statement each. Keys begin with the learner, so that an engine of many machines keeps one person's rows together.
pub(in crate::store) const TABLES: &[&str] = &[
    "create table roster (learner_id bytea not null, org_id text not null, employee_no text, npi text, family_name text, given_name text,
        email text, site text, dept text, role text, status text not null, hired_on text, left_on text, seen_in bytea not null,
        primary key (learner_id))",
    "create table requirement (org_id text not null, role text not null, course_id text not null, every_months bigint not null,
        from_on text not null, primary key (org_id, role, course_id))",
    "create table latest (learner_id bytea not null, course_id text not null, completed_ms bigint not null, expires_on text,
        record_id bytea not null, primary key (learner_id, course_id))",
    "create table certificate (learner_id bytea not null, certificate_id bytea not null, record_id bytea not null, key_id text not null,
        issued_ms bigint not null, status_index bigint not null, revoked_ms bigint, revoke_reason text, doc text not null,
        primary key (learner_id, certificate_id))",
    "create table signing_key (key_id text not null, learner_id bytea not null, staff_id text not null, name text not null,
        enrolled_ms bigint not null, revoked_ms bigint, primary key (key_id, learner_id))",
    "create table enrolment_token (token_id text not null, check_sha256 bytea not null, staff_id text not null, name text not null,
        expires_ms bigint not null, used_ms bigint, primary key (token_id))",
    "create table batch (batch_id bytea not null, source text not null, leaves bigint not null, received_ms bigint not null,
        merkle_root bytea, root_key text, root_sig bytea, primary key (batch_id))",
    "create table refusal (batch_id bytea not null, line bigint not null, source text not null, reason text not null,
        because text not null, primary key (batch_id, line))",
    "create table tombstone (batch_id bytea not null, leaf bigint not null, leaf_sha256 bytea not null, erased_ms bigint not null,
        primary key (batch_id, leaf))",
    "create table audit (seq bigint not null, occurred_ms bigint not null, who text not null, what text not null, subject text not null,
        why text not null, link bytea not null, primary key (seq))",
];

/// The table of records without its key, which differs: one machine looks a record up by its id alone, many by the learner first.
/// `assurance` is the level a record has once its batch is countersigned. The document stands last, so that who reads the columns
/// before it reads no further.
pub(in crate::store) const COMPLETIONS: &str = "create table completions (
        record_id bytea not null, learner_id bytea not null, account text not null, name text not null, role text, staff_id text not null,
        department text not null, course_id text not null, course_title text not null, course_version text not null,
        course_digest bytea not null, started_ms bigint, completed_ms bigint not null, completed_on text not null, expires_on text,
        score_percent bigint not null, score_earned bigint not null, score_of bigint not null, pass_mark bigint not null,
        passed bigint not null, attempts bigint not null, minutes bigint not null, assurance bigint not null, key_id text not null,
        enrolled bigint not null, doc_sha256 bytea not null, batch_id bytea not null, leaf bigint not null, received_ms bigint not null,
        held bigint not null, organization text not null, salt bytea not null, doc text not null, ";

/// Finds the records of a batch.
pub(in crate::store) const BY_BATCH: &str = "create index completions_by_batch on completions (batch_id, leaf)";

/// Adds a record, unless one of its id is there.
pub(in crate::store) const INSERT: &str = "insert into completions (record_id, learner_id, account, name, role, staff_id, department,
        course_id, course_title, course_version, course_digest, started_ms, completed_ms, completed_on, expires_on, score_percent,
        score_earned, score_of, pass_mark, passed, attempts, minutes, assurance, key_id, enrolled, doc_sha256, batch_id, leaf,
        received_ms, held, organization, salt, doc)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
        $28, $29, $30, $31, $32, $33)
    on conflict do nothing";

/// The second shape: beside a newest pass stands whose it is and how it came, so that a report on everybody reads no other table
/// where nobody has passed twice; and beside a batch, whether another department signed it (1) or not (0 or nothing).
pub(in crate::store) const WHOSE: &[&str] = &[
    "alter table latest add column completed_on text",
    "alter table latest add column account text",
    "alter table latest add column name text",
    "alter table latest add column staff_id text",
    "alter table latest add column assurance bigint",
    "alter table latest add column batch_id bytea",
    "alter table batch add column adopted bigint",
];

/// Fills those columns in from the records.
pub(in crate::store) const WHOSE_THEY_ARE: &str = "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id,
        completed_on, account, name, staff_id, assurance, batch_id)
    select l.learner_id, l.course_id, l.completed_ms, l.expires_on, l.record_id, c.completed_on, c.account, c.name, c.staff_id,
        c.assurance, c.batch_id
    from latest l join completions c on c.learner_id = l.learner_id and c.record_id = l.record_id where l.learner_id is not null
    on conflict (learner_id, course_id) do update set completed_on = excluded.completed_on, account = excluded.account,
        name = excluded.name, staff_id = excluded.staff_id, assurance = excluded.assurance, batch_id = excluded.batch_id";

/// The third shape: what a learning record store is to hear of what was collected, until the outbox takes it over.
pub(in crate::store) const OUTGOING: &str = "create table statement_out (learner_id bytea not null, destination text not null,
        id bytea not null, record_id bytea not null, body text not null, made_ms bigint not null, primary key (learner_id, destination, id))";

/// The fourth shape: what was revoked is found without looking at the credentials, and no longer counts; and whose records must stay is
/// said of the person, so that it holds for what comes later too.
pub(in crate::store) const MARKS: &[&str] = &[
    "create index certificate_by_revoked on certificate (revoked_ms)",
    "create table legal_hold (learner_id bytea not null, staff_id text not null, primary key (learner_id, staff_id))",
    "insert into legal_hold (learner_id, staff_id)
    select distinct learner_id, lower(trim(staff_id)) from completions where held <> 0
    on conflict do nothing",
    "delete from latest where exists (select 1 from certificate r
        where r.learner_id = latest.learner_id and r.record_id = latest.record_id and r.revoked_ms >= 0)",
    "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id)
    select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id from (
        select c.*, row_number() over (partition by learner_id, course_id order by completed_ms desc, record_id desc) as place
        from completions c
        where c.passed = 1 and exists (select 1 from certificate r where r.learner_id = c.learner_id and r.revoked_ms >= 0)
            and not exists (select 1 from certificate r
                where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)) newest
    where place = 1
    on conflict (learner_id, course_id) do nothing",
];

/// The fifth shape: which passes beside a newest one tell what that one does not, under another staff id or by counting longer, so that a
/// report looks at those alone. One that tells what another of these does (as long or longer, under the same staff id) may be missing, and
/// one may be there that tells nothing any more. And who has a place in the status list is found without looking at all credentials.
pub(in crate::store) const BESIDE: &[&str] = &[
    "create table pass_beside (learner_id bytea not null, course_id text not null, record_id bytea not null,
        primary key (learner_id, course_id, record_id))",
    "insert into pass_beside (learner_id, course_id, record_id)
    select c.learner_id, c.course_id, c.record_id
    from completions c join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where c.passed = 1 and c.record_id <> l.record_id
        and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)
    on conflict do nothing",
    "create index certificate_by_status on certificate (status_index)",
];

/// The sixth shape: whom somebody has confirmed to be which learner, so that everybody who reports on these records knows it.
pub(in crate::store) const MATCHED: &str =
    "create table roster_match (learner_id bytea not null, staff_id text not null, primary key (learner_id, staff_id))";

/// Moves a learner's newest pass forward, never back.
pub(in crate::store) const LATEST: &str = "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id, completed_on,
        account, name, staff_id, assurance, batch_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (learner_id, course_id) do update set completed_ms = excluded.completed_ms, expires_on = excluded.expires_on,
        record_id = excluded.record_id, completed_on = excluded.completed_on, account = excluded.account, name = excluded.name,
        staff_id = excluded.staff_id, assurance = excluded.assurance, batch_id = excluded.batch_id
    where excluded.completed_ms > latest.completed_ms";

/// The columns of a record, in the order they are read.
pub(in crate::store) const COLUMNS: &str = "record_id, learner_id, account, name, role, staff_id, department, course_id, course_title,
    course_version, course_digest, started_ms, completed_ms, completed_on, expires_on, score_percent, score_earned, score_of, pass_mark,
    passed, attempts, minutes, assurance, key_id, enrolled, doc_sha256, batch_id, leaf, received_ms, held, organization";

/// The columns of a completion alone, and of the batch it came with.
pub(in crate::store) const COMPLETION: &str = "record_id, learner_id, account, name, role, staff_id, department, course_id, course_title,
    course_version, course_digest, started_ms, completed_ms, completed_on, expires_on, score_percent, score_earned, score_of, pass_mark,
    passed, attempts, minutes, assurance, batch_id, organization, enrolled";
