//! What each code means at length: cause, an example that shows it, and the repair. One flat table.

use super::Code;

/// A diagnostic explained.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// How it comes about.
    pub cause: &'static str,
    /// Something that shows it.
    pub example: &'static str,
    /// What to do.
    pub repair: &'static str,
}

impl Code {
    /// The code of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Explains the code at length.
    pub fn explanation(self) -> Explanation {
        let (cause, example, repair) = match self {
            Self::YamlSyntax => (
                "Front matter, settings and catalogue are YAML 1.2. The reader stops where it cannot go on; the fault may stand a little before that. Most often a value holds `: ` or begins with a sign that means something, or a line is not indented as its neighbours are.",
                "title: Circular 33: first meeting",
                "Put the value in quotes: `title: \"Circular 33: first meeting\"`. Indent with spaces.",
            ),
            Self::MissingFrontMatter => (
                "Every Markdown file in content/ is a record, and a record begins with its keys between two lines `---`.",
                "Welcome to FG-XX.",
                "Begin the file with `---`, `title: …` and `---`.",
            ),
            Self::UnclosedFrontMatter => (
                "The front matter is opened by a line `---` and not closed by another.",
                "---\ntitle: First meeting\n\nThe meeting is held in Geneva.",
                "Add a line `---` after the last key.",
            ),
            Self::UnknownKey => (
                "Each kind of record has its own keys, and nothing is silently ignored: a key with a slip of the pen would otherwise have no effect.",
                "life_time: P1Y",
                "Use the key that the hint names. What is only for the theme goes under `extra:`.",
            ),
            Self::MissingKey => (
                "Some keys must be there: every record's `title`, a circular's `number`, `series` and `date`, a meeting's `id` and `start`.",
                "meetings:\n  - title: First meeting",
                "Add the key to the map that is told.",
            ),
            Self::DuplicateKey => (
                "The same key stands twice in one map, and only one of the two could be meant.",
                "date: 2020-01-15\ndate: 2020-01-16",
                "Keep one.",
            ),
            Self::InvalidValue => (
                "A value is not of the type that its key takes, is none of the words that it allows, names a day that does not exist, or disagrees with another.",
                "start: 2020-02-30",
                "Write the value in the form that the message gives. Dates are written 2020-01-15.",
            ),
            Self::UnknownKind => (
                "The folder of a Markdown file says what kind of record it is, and this place says none.",
                "content/news/first-meeting.md",
                "Move the file into groups/, circulars/, liaisons/, reports/, study-groups/ or pages/.",
            ),
            Self::UnknownDesignation => (
                "A key, or `[[…]]`, names a record, a Question or a row of the catalogue that the site does not have, or one of another kind than is wanted there.",
                "parent: SG71",
                "Use a designation that the hint names, or add the record.",
            ),
            Self::DuplicateDesignation => (
                "Two records or rows answer to one name. Case, spaces and hyphens do not tell names apart: FG-XX and FG XX are one.",
                "acronym: FG-XX",
                "Give one of them another name. Both places are told.",
            ),
            Self::DraftReference => (
                "A published record names one with `draft: true`, on purpose, or a symbolic link leads to a file of one. In plain prose the same name would just stay text.",
                "supersedes: [TSB Circular 12]",
                "Publish the draft first, or remove the reference or the link.",
            ),
            Self::ReferenceCycle => (
                "`supersedes`, `in_response_to`, `continued_as` and a group's `parent` order records: what is newer names what is older, and what is below names what is above. Followed from one record to the next they lead back to the first, here from TSB Circular 13 to the circular that supersedes it: one of them is wrong.",
                "supersedes: TSB Circular 13",
                "Remove the key from the record in which it is wrong.",
            ),
            Self::BrokenLink => (
                "A Markdown link leads to a file or a path that the site does not have. Links to source files are seen from the file they stand in.",
                "[the circular](tsb-circular-33.md)",
                "Write the way to the file, here `../circulars/tsb-circular-33.md`, or a path of the site such as `/circulars/tsb-circular-33/`.",
            ),
            Self::BrokenAnchor => (
                "The page is there and has no such anchor. Headings make anchors from their words, or have their own: `## Annex 1 {#annex-1}`.",
                "[Annex 1](../circulars/tsb-circular-33.md#annex1)",
                "Use the anchor that the hint names, or give the heading that one.",
            ),
            Self::OutputCollision => (
                "Two sources would be published at one path, also where only letter case tells them apart, or a file stands where a folder must be.",
                "content/reports/Final.md\ncontent/reports/final.md",
                "Rename one of the two. Both are told.",
            ),
            Self::OutsideRoot => (
                "A path, an alias or a symbolic link leads out of the folder of the site, or a link ends at a folder, or in the content at a file that is left out by its name or its folder's.",
                "aliases: [/../old/]",
                "Keep everything that is published inside of the site.",
            ),
            Self::InvalidUtf8 => (
                "Texts are UTF-8, and file names too. Another encoding, or a NUL character, is never guessed at.",
                "a file saved as Latin-1",
                "Save the file as UTF-8.",
            ),
            Self::Unreadable => (
                "The system does not let the file be read, or it is no regular file.",
                "content/pages/about.md without read permission",
                "Give the permission, or put a regular file there.",
            ),
            Self::TooLarge => (
                "A Markdown, YAML or template file is over 10 MiB, or its YAML is over 64 levels deep or over 100,000 values with its aliases expanded, or a focus group has over 50 other names.",
                "a record in which aliases name aliases nine levels deep",
                "Split the file, write the values out, or keep fewer names.",
            ),
            Self::TemplateError => (
                "A template of the theme cannot be read, or failed while a page was rendered: a field that is not there, a filter that does not exist, a template that includes itself.",
                "{{ group.acronim }}",
                "Mend the template at the line told. What templates see stands in src/view.",
            ),
            Self::RefusedOutput => (
                "A build replaces its output folder whole, and this one must not be replaced: it is or holds the sources or the home folder, is a symbolic link, begins with `~`, holds files that plenary did not make, or something else has the names in `.plenary/` that a build needs.",
                "plenary build --output content",
                "Name a folder of its own.",
            ),
            Self::NotPublished => (
                "The site could not be written, or another build is writing it. The published site is as it was.",
                "a full disk",
                "Mend what the message says and build again.",
            ),
            Self::AlreadyExists => (
                "`init` and `new` only create. What is there already is left as it is.",
                "plenary new circular tsb-circular-33",
                "Choose another id, or edit the file that is there.",
            ),
            Self::RenameConflict => (
                "A designation or link would name nothing, or something else, after the rename, and cannot be mended as it is written; or a file cannot be moved safely. Nothing was changed.",
                "plenary rename fg-xx gi-xx      (where `continued_as: GI-XX` is only text, and would become a link)",
                "Choose another id, or change the place that is told first.",
            ),
            Self::ExposedSecret => (
                "A key of plenary.yaml is a secret, or an address in it holds a password. The settings are kept with the content, for many to read. Its value is not shown.",
                "secret_access_key: wJalrXUtnFEMI",
                "Remove it, have another one made, and give that to `plenary deploy` by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of its environment.",
            ),
            Self::NotDeployed => (
                "There is no built site, nothing says where it goes, or what should take it did not. What was sent before stays; nothing that is still linked to was removed.",
                "deploy: {folder: ../served}",
                "Mend what the message says and deploy again: only what is missing is sent.",
            ),
            Self::StaleSite => (
                "A source was changed after the site was built, or it was built with drafts or for another address.",
                "plenary deploy      (after an edit, before `plenary build`)",
                "Build, and then deploy.",
            ),
            Self::GoneUrl => (
                "`check --previous` names the list of URLs of an earlier build, and one of them is neither published any more nor an alias of anything: whoever kept it finds nothing. What plenary itself makes beside a page moves and goes with the page, and is told only where it stays away alone.",
                "/circulars/tsb-circular-32/",
                "Add the URL to `aliases` of the record that took its place, or of one that says why it is gone: `aliases: [/circulars/tsb-circular-32/]`.",
            ),
            Self::RawHtml => (
                "HTML in Markdown is printed as text, so that content cannot change the page around it.",
                "Some <b>bold</b> words",
                "Write Markdown: `**bold**`. Put code between back-ticks. A site that trusts its authors sets `markdown: {raw_html: allow}`.",
            ),
            Self::UnusablePicture => (
                "A page shows a file as a picture that is none, is damaged, or is too large to be made smaller. The file is published as it is, and browsers may show nothing.",
                "![The room](room.jpg)",
                "Open the picture in a program that edits pictures, and save it anew; make one of very many pixels smaller.",
            ),
            Self::UnlinkedPages => (
                "A page shows at most 250 lines of a list; the others stand on pages of their own. The template names no `page.pagers`, so that nobody finds these.",
                "{% for month in of %}{{ <meeting_table meetings={month.meetings} label={month.month | when} /> }}{% endfor %}",
                "Show the way below the list: `{{ <pager /> }}`. See docs/themes.md.",
            ),
            Self::UnsafeLink => (
                "Only http, https, mailto and tel are addresses that a page may lead to.",
                "[press here](javascript:alert)",
                "Use one of these, or remove the link.",
            ),
            Self::MeetingNotice => (
                "A meeting was announced fewer days ahead than the rule asks (28 in the rules inside the program). `announced` of the meeting counts, and the date of a circular that names the meeting. Whole calendar days are counted, the day of the meeting not.",
                "start: 2020-03-10\nannounced: 2020-02-12      (27 days)",
                "Announce it by the date that the message names, or waive the finding with its reason.",
            ),
            Self::ContributionDeadline => (
                "Contributions close fewer days before the meeting than the rule asks (12 in the rules inside the program). Whole calendar days are counted, the day of the meeting not.",
                "start: 2017-10-17\ndeadlines: [{date: 2017-10-10, for: contributions}]      (7 days)",
                "Set the deadline to the date that the message names, or waive the finding with its reason.",
            ),
            Self::RegistrationDeadline => (
                "Registration closes fewer days before the meeting than the rule asks (7 in the rules inside the program). Whole calendar days are counted, the day of the meeting not.",
                "start: 2017-10-17\ndeadlines: [{date: 2017-10-14, for: registration}]      (3 days)",
                "Set the deadline to the date that the message names, or waive the finding with its reason.",
            ),
            Self::VisaDeadline => (
                "Requests for help with a visa close nearer to the meeting than the rule asks (a month in the rules inside the program). A month is counted by the calendar: before 17 October it is 17 September.",
                "start: 2017-10-17\ndeadlines: [{date: 2017-09-20, for: visa}]",
                "Set the deadline to the date that the message names, or waive the finding with its reason.",
            ),
            Self::RemoteRegistration => (
                "One can take part from afar, registration is required for that too, and neither the meeting nor its group says where to register.",
                "meetings: [{id: 1, start: 2020-03-10, remote: true}]",
                "Add `registration:` with its address to the meeting or to the group.",
            ),
            Self::ParticipantsList => (
                "A meeting is over, and none of its documents is a list of participants: a title with `participants`, `attendance` or `attendees`.",
                "documents: [{title: Agenda, url: https://example.org/agenda.pdf}]",
                "Add the list to `documents`, or a document of which the title says that the list is in it.",
            ),
            Self::FirstMeeting => (
                "A milestone whose title speaks of the first or inaugural meeting puts it into another month or quarter than the meetings do.",
                "milestones: [{date: 2017-Q3, title: First meeting}]\nmeetings: [{id: 1, start: 2017-10-17}]",
                "Mend the date that is wrong; where the plan was not kept, waive the finding with that reason.",
            ),
            Self::Lifetime => (
                "The lifetime of a focus group is counted from its first meeting, to the last day that this can be on. Something of the group lies after its end, or after the last of its extensions: a meeting, its conclusion, or the present day while nothing says that it was concluded.",
                "lifetime: P1Y\nmeetings: [{id: 1, start: 2020-03-10}, {id: 2, start: 2021-06-01}]",
                "Add the decision to `extensions`, or the day of its end as `concluded`.",
            ),
            Self::ExtensionDecision => (
                "An extension is a decision of the parent group, and is taken before the lifetime ends: this one names no date or nobody, another group than the parent, or a day after the end.",
                "extensions: [{until: 2022-01-31}]",
                "Add `decided_by:` with the parent group, and `date:` with the day of its decision.",
            ),
            Self::FinalReport => (
                "The group was concluded, and among its deliverables is no final report: neither the title nor the kind of any says so.",
                "concluded: 2022-01-31",
                "Add the final report to `deliverables`.",
            ),
            Self::DeliverableDue => (
                "The day, month or quarter that a deliverable was due on has passed, and its status is not yet `sent-to-parent` or `published`.",
                "deliverables: [{id: D1, title: Use cases, status: draft, due: 2019-11-01}]",
                "Bring its status up to date, or give it a new date.",
            ),
            Self::DeliverableNotice => (
                "A deliverable is sent to the parent group, or due there, fewer days before that group's meeting than the rule asks (28 in the rules inside the program). Whole calendar days are counted, the day of the meeting not.",
                "deliverables: [{id: D1, title: Use cases, sent: 2020-02-01, parent_meeting: 2020-02-10}]",
                "Send it by the date that the message names, or to the meeting after.",
            ),
            Self::DeliverableApproval => (
                "A focus group approves its deliverables by consensus. This one says otherwise.",
                "deliverables: [{id: D1, title: Use cases, approval: vote}]",
                "Mend `approval`, or waive the finding with the decision that allowed it.",
            ),
            Self::FormationNotice => (
                "The record says when the group was established, and no circular or liaison statement of the site names it under `groups` or calls one of its meetings.",
                "established: 2020-01-15",
                "Add the circular or liaison statement that announced the group, or add the group to its `groups`.",
            ),
            Self::ViceChairs => (
                "The first meeting is over, at which vice-chairs are appointed, and `leadership` has none.",
                "leadership: [{role: chair, name: Name SURNAME}]",
                "Add those who were appointed, with `role: vice-chair`.",
            ),
            Self::ParentGroup => (
                "A focus group reports to a study group or an advisory group. Its parent is a joint coordination activity, or has ended while the focus group has not.",
                "parent: SG16      (which is continued as SG21)",
                "Name the group that took over, or say when the focus group was concluded.",
            ),
            Self::LiaisonDeadline => (
                "A liaison statement asks for comments or for an action, and its receivers cannot know by when.",
                "purpose: action",
                "Add `deadline:`.",
            ),
            Self::UnansweredAction => (
                "No report says which Recommendations or work items answer an action item.",
                "actions: [{id: A19/01, topic: Smart cities}]",
                "Add `recommendations:` or `work_items:` to it, or waive the finding with its reason.",
            ),
            Self::ImageText => (
                "Readers who do not see an image have only its words.",
                "![](room.png)",
                "Say what the image shows: `![The meeting room seen from the door](room.png)`.",
            ),
            Self::HeadingOrder => (
                "Readers who listen to a page move through it by its headings, and a level that is missing looks like a part that is. The title of the page is its heading of level 1.",
                "## Meetings\n\n#### First meeting",
                "Use the next level: `### First meeting`.",
            ),
            Self::LinkText => (
                "Links are often read alone, as a list of all links of a page: then `here` and an address say nothing. An address between `<` and `>` is there to be seen, and is not told.",
                "The form is [here](form.pdf).",
                "Link the words that say what is at the end: `Fill in the [registration form](form.pdf).`",
            ),
            Self::EmptyText => {
                ("A heading or a link has no words, so that nobody can see or hear it.", "[](form.pdf)", "Write words, or remove it.")
            }
            Self::Secret => (
                "A word such as `password` or `Wi-Fi key` is followed by a value: it has a digit, or stands in quotes. A page of a site is public, and copies of it last.",
                "Wi-Fi key: ab12cd34",
                "Remove it, also from the history of the files, and change it where it is used. Tell it on site.",
            ),
            Self::ImpossibleYear => (
                "After the city of a resolution stands its year, and this one has not four digits.",
                "Resolution 180 (Rev. Bucharest, 202)",
                "Write the year in full. Where a document is printed so, waive the finding with that reason.",
            ),
            Self::WrongCount => (
                "A sentence that ends in a colon counts Recommendations, work items or focus groups, and the list after it has another number of them; or a total at the head of a section disagrees with the lists of its study groups below.",
                "SG17 approved three Recommendations:\n\n- ITU-T X.1352\n- ITU-T X.1369",
                "Count again. Where a document is printed so, waive the finding with that reason.",
            ),
            Self::DuplicateItem => {
                ("Two items of one list have the same words, and name something.", "- Draft H.DLT-DAS\n- Draft H.DLT-DAS", "Keep one.")
            }
            Self::LookAlike => (
                "Letters that cannot be told apart by their looks make two names of one: a small L for a capital I, a zero for an O, a letter of another script. A name is compared with all other names, and its parts with the words of the titles, by the skeletons of Unicode Technical Standard 39.",
                "Y.loT-RTPS      (with a small L, where the titles have IoT)",
                "Write the letter that is meant. Where a document is printed so, waive the finding with that reason.",
            ),
            Self::StraySpace => (
                "A designation has a space beside a hyphen, an underscore or a slash, or two spaces.",
                "id: \"Y.QKDN- iwac\"",
                "Remove the space. Where a document is printed so, waive the finding with that reason.",
            ),
            Self::DuplicateTitle => (
                "Two or three rows have the same title. One of them was probably copied and not finished. What more rows share stands in for a title that is not known, and editions of one text may share theirs.",
                "- {id: Y.QKDN_SSNarch, title: Integration of networks}\n- {id: Y.QKDN_SSNreg, title: Integration of networks}",
                "Mend the title. Where a document is printed so, waive the finding with that reason.",
            ),
            Self::UnknownMention => (
                "The text names a Recommendation in full, and the catalogue has no row of it; or a Question, and its study group lists others. It is printed as text.",
                "Recommendation ITU-T X.9999",
                "Add the row to the catalogue, or the Question to its study group. A backslash before it says that no link is wanted.",
            ),
            Self::Orphan => (
                "No text, no menu and no list leads to this page. The pages of a group are on its own page, and pages with tags on the pages of these.",
                "content/pages/old-news.md",
                "Link to it from where it belongs, add it to `menu` in plenary.yaml, or remove it.",
            ),
            Self::UnusedWaiver => (
                "A waiver accepts a finding that is not there: it was mended, or the waiver names another code or place than was meant.",
                "waivers: [{code: meeting-notice, where: FG-XX, reason: announced by letter, until: never}]",
                "Remove the waiver. What it may name is told by `plenary check --verbose`, once it is found.",
            ),
            Self::ExpiredWaiver => (
                "The last day of a waiver, `until`, lies before the day of the site. What it accepted is told again.",
                "waivers: [{code: lifetime, where: FG-XX, reason: extension expected, until: 2020-01-31}]",
                "Mend what is told, or give the waiver another day, with its reason.",
            ),
            Self::Waived => (
                "A waiver accepts this finding, in plenary.yaml or in the front matter of the record. `where` names a file by its path, or a record, a meeting or a row of the catalogue by any of its names. Without `where`, a waiver in plenary.yaml holds for the whole site, and one in a record for that record.",
                "waivers: [{code: contribution-deadline, where: FG-XX/1, reason: history, until: never}]",
                "Nothing. Once it is mended, the waiver is told as `unused-waiver`.",
            ),
            Self::DeadLink => (
                "`check --external` asked for the address, and the host says that there is nothing, or sends one round in a circle. Whoever follows the link finds an error.",
                "https://example.org/old-page/ answers 404 (Not Found)",
                "Write another address, or remove the link. What is right and cannot be asked for is named in the settings: `external: {allow: [example.org]}`.",
            ),
            Self::MovedLink => (
                "The address still works: the host sends everybody on, and says that this will stay so.",
                "http://example.org/ has moved to https://example.org/",
                "Write the new address, so that the link outlives the old one.",
            ),
            Self::UnreachableLink => (
                "Several attempts had no answer: no such host, no connection, an error of the server, or nothing in time. That may be over tomorrow, and need not be a fault of the page.",
                "https://example.org/ could not be reached: it took too long",
                "Try again later; if it stays so, write another address.",
            ),
            Self::LowContrast => (
                "The theme marks what matters in the accent colour. On the ground of the page it must stand out 4.5 to 1, as WCAG 2.2 asks of text (level AA), or some readers cannot read it. Links are made darker by themselves.",
                "colours: {accent: \"#ffcc00\"}",
                "Take a darker colour for `accent`, and a lighter one for `accent_dark`.",
            ),
            Self::MissingWord => (
                "Pages of an edition speak its language. The theme lacks some of its words there, so that English ones stand in.",
                "languages: [en, ru]",
                "Write the words in themes/<theme>/words/<language>.yaml. The names are those of the English file.",
            ),
            Self::InventoryClash => (
                "Two sites have a page of their own for one designation. Links lead to the site that the settings name first; where this site has the record itself, they lead there.",
                "inventories: [{file: inventories/a.json}, {file: inventories/b.json}]",
                "Nothing, or name the inventories in another order.",
            ),
            Self::ForeignFile => (
                "The output holds a file that plenary did not make. It is carried over to the new site as it is.",
                "public/CNAME",
                "Nothing, if it belongs there. Files of the site itself go into content/.",
            ),
        };
        Explanation { cause, example, repair }
    }
}
