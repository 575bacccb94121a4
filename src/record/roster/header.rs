//! The first line of a roster: which column holds what, under the many names that personnel systems have for it.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::record) enum Field {
    StaffId,
    Name,
    Given,
    Family,
    Mail,
    Npi,
    Organization,
    Department,
    Site,
    Role,
    State,
    Born,
    Hired,
    Left,
    Status,
    Active,
}

/// The names of each, in small letters and without anything else.
const NAMES: [(Field, &[&str]); 16] = [
    (
        Field::StaffId,
        &[
            "staffid",
            "staffno",
            "staffnumber",
            "employeeid",
            "employeeno",
            "employeenumber",
            "empid",
            "empno",
            "emplid",
            "personid",
            "personnelid",
            "personnelno",
            "personnelnumber",
            "badge",
            "badgeid",
            "badgenumber",
            "workerid",
            "userid",
            "id",
        ],
    ),
    (Field::Name, &["name", "fullname", "displayname", "employeename", "staffname", "learner", "person", "employee"]),
    (Field::Given, &["firstname", "givenname", "givennames", "forename", "first"]),
    (Field::Family, &["lastname", "familyname", "surname", "last"]),
    (Field::Mail, &["mail", "email", "emailaddress", "workemail", "mailaddress", "workmail"]),
    (Field::Npi, &["npi", "npinumber", "licensingidornpi", "licenseid", "licensenumber"]),
    (Field::Organization, &["organization", "organisation", "org", "orgid", "company", "hospital", "institution", "employer"]),
    (Field::Department, &["department", "dept", "departmentname", "deptname", "unit", "division", "service", "costcenter"]),
    (Field::Site, &["site", "sitename", "location", "campus", "facility", "building", "clinic"]),
    (Field::Role, &["role", "jobtitle", "title", "position", "job", "profession", "jobrole"]),
    (Field::State, &["licensingstate", "licensestate", "state", "stateoflicense"]),
    (Field::Born, &["dateofbirth", "dob", "birthdate", "birthday", "born"]),
    (Field::Hired, &["hired", "hiredon", "hiredate", "startdate", "dateofhire", "datehired", "employmentstart", "since", "joined"]),
    (Field::Left, &["left", "lefton", "leftdate", "leavedate", "enddate", "terminationdate", "dateofleaving", "employmentend", "until"]),
    (Field::Status, &["status", "employmentstatus", "employeestatus", "workerstatus"]),
    (Field::Active, &["active", "isactive"]),
];

/// Names of a number that may be another than the staff id: where a column has a better name, that one counts, and these are of no use.
const ELSE_STAFF_ID: [&str; 17] = [
    "persno",
    "persnr",
    "pernr",
    "personalnummer",
    "personalnr",
    "mitarbeiternummer",
    "mitarbeiternr",
    "númerodeempleado",
    "numerodeempleado",
    "nºdeempleado",
    "emp",
    "badgeno",
    "personnumber",
    "personno",
    "workdayid",
    "matricule",
    "matrícula",
];

/// More names of the last day, where no column has one of those above: many systems have both, and they need not say the same. The planned
/// end of a contract is none: it may be prolonged, and who has one is here.
const ELSE_LEFT: [&str; 38] = [
    "termdate",
    "terminatedon",
    "dateterminated",
    "dateoftermination",
    "terminationeffectivedate",
    "lastday",
    "lastdayofwork",
    "lastdayworked",
    "lastdayofemployment",
    "lastworkingday",
    "lastworkday",
    "lastdateworked",
    "exitdate",
    "dateofexit",
    "exitedon",
    "separationdate",
    "dateofseparation",
    "separatedon",
    "dateleft",
    "leavingdate",
    "leaverdate",
    "departuredate",
    "dateofdeparture",
    "employmentenddate",
    "employmentended",
    "endofemployment",
    "austritt",
    "austrittsdatum",
    "austrittam",
    "ausgetretenam",
    "fechadebaja",
    "fechabaja",
    "fechadesalida",
    "fechadecese",
    "datededépart",
    "datedesortie",
    "datadesaída",
    "datadedesligamento",
];

/// Returns what each of these columns holds; `None` for one of no use here.
pub(in crate::record) fn fields_of(names: &[String]) -> Vec<Option<Field>> {
    let mut fields: Vec<Option<Field>> = names.iter().map(|name| field(name)).collect();
    for (wanted, others) in [(Field::StaffId, &ELSE_STAFF_ID[..]), (Field::Left, &ELSE_LEFT)] {
        if !fields.contains(&Some(wanted)) {
            let place = names.iter().position(|name| others.contains(&plain(name).as_str()));
            if let Some(found) = place.and_then(|place| fields.get_mut(place)) {
                *found = Some(wanted);
            }
        }
    }
    fields
}

/// Returns what a column of this name holds; `None` for one of no use here.
fn field(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, names)| names.contains(&plain(name).as_str())).map(|(field, _)| *field)
}

/// Returns why the line of the column names cannot be the whole of it, if it cannot.
pub(in crate::record) fn torn(first: &str) -> Option<&'static str> {
    if first.trim_end().contains('\r') {
        return Some("its lines end as those of very old programs do");
    }
    let is_open = first.matches('"').count() % 2 == 1;
    is_open.then_some("the name of a column goes on in the next line, or a quotation mark is not closed")
}

/// Returns the name of a column in small letters and without anything else.
pub(in crate::record) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the sign between the columns: the one that stands most often in the first line, outside quotation marks.
pub(in crate::record) fn separator(first: &str) -> u8 {
    let mut quoted = false;
    let outside: Vec<char> = first
        .chars()
        .filter(|letter| {
            quoted ^= *letter == '"';
            !quoted
        })
        .collect();
    let count = |sign: char| outside.iter().filter(|letter| **letter == sign).count();
    // The comma stands last: of equals the last counts.
    let most = ['|', '\t', ';', ','].into_iter().max_by_key(|sign| count(*sign));
    most.and_then(|sign| u8::try_from(sign).ok()).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_many_names() {
        for (name, known) in [
            ("Staff ID", Some(Field::StaffId)),
            ("EMPLOYEE_NO.", Some(Field::StaffId)),
            ("E-Mail Address", Some(Field::Mail)),
            ("Dept", Some(Field::Department)),
            ("Date of Hire", Some(Field::Hired)),
            ("Shoe size", None),
        ] {
            assert_eq!(field(name), known, "{name}");
        }
    }

    #[test]
    fn the_number_of_a_personnel_system_is_the_staff_id_where_no_column_is_called_so() {
        let fields = |names: &[&str]| fields_of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        for name in [
            "Pers.No.",
            "PERNR",
            "Personalnummer",
            "Mitarbeiternummer",
            "Número de empleado",
            "Emp #",
            "Badge No",
            "Person Number",
            "Workday ID",
            "Matricule",
        ] {
            assert_eq!(fields(&["Name", name]), [Some(Field::Name), Some(Field::StaffId)], "{name}");
            assert_eq!(fields(&[name, "Employee ID"]), [None, Some(Field::StaffId)], "{name}");
        }
        assert_eq!(fields(&["PERNR", "Badge No"]), [Some(Field::StaffId), None]);
    }

    #[test]
    fn the_day_of_leaving_is_known_by_many_names_of_which_the_usual_one_counts() {
        let fields = |names: &[&str]| fields_of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        for name in [
            "Term Date",
            "Termination Date",
            "Last Day",
            "Last Day of Work",
            "Last Day Worked",
            "Exit Date",
            "Separation Date",
            "Date Left",
            "Leaving Date",
            "Terminated On",
            "Austritt",
            "Austrittsdatum",
            "Fecha de baja",
            "Date de départ",
        ] {
            assert_eq!(fields(&["Name", name]), [Some(Field::Name), Some(Field::Left)], "{name}");
        }
        assert_eq!(fields(&["Last Day of Work", "End Date"]), [None, Some(Field::Left)]);
        assert_eq!(fields(&["Exit Date", "Last Day"]), [Some(Field::Left), None]);
        for planned in ["Contract End", "Contract End Date", "End of contract", "Vertragsende", "Fin de contrato"] {
            assert_eq!(fields(&["Name", planned, "Term Date"]), [Some(Field::Name), None, Some(Field::Left)], "{planned}");
        }
    }

    #[test]
    fn the_separator_is_the_one_in_use() {
        for (line, sign) in [("a,b,c", b','), ("a;b;c", b';'), ("a\tb", b'\t'), ("\"a;b;c\",d", b','), ("a|b", b'|'), ("alone", b',')] {
            assert_eq!(separator(line), sign, "{line}");
        }
    }
}
