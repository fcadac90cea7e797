// A site with a focus group in every state, and with what the real site has none of: meetings and deadlines to come, names
// that are too long, an Arabic edition. Every name and date is made up.

const SETTINGS = `
title: Focus Groups
base_url: https://example.org/
languages: [LANGUAGES]
today: 2020-06-15
edit_url: https://example.org/edit/{path}
organisation: {name: Standards Body, url: https://example.org/, email: secretariat@example.org}
`;

const LONG = "Interoperability of extraordinarily long designations in telecommunication infrastructures";

/** The front matter and text of records, by their path below `content/`. */
const RECORDS = {
  "study-groups/tsag.md": ["title: Advisory Group\nacronym: TSAG\nkind: advisory-group", ""],
  "study-groups/sg13.md": ["title: Future networks\nacronym: SG13\nnumber: 13\nquestions: [{number: 2, title: Networks of the future}]", ""],
  "study-groups/sg17.md": ["title: Security\nacronym: SG17\nnumber: 17\nquestions: [{number: 1, title: Coordination}, {number: 7}]", ""],
  "groups/fg-act/index.md": [
    `title: Focus Group on Active Matters
acronym: FG-ACT
also_written: [FG4ACT]
parent: TSAG
established: 2019-10-01
lifetime: P1Y
extensions: [{until: 2021-06-30, decided_by: TSAG, date: 2020-05-10}]
study_groups: [SG13, SG17]
organisations: [IETF]
summary: The group that is at work, meets next week and has everything that a page can show.
leadership:
  - {role: chair, name: A. Example, affiliation: Example Networks, country: Switzerland, from: 2019-10-01}
  - {role: vice-chair, name: B. Example, affiliation: ${LONG}, country: Kenya}
  - {role: secretary, name: C. Example, to: 2020-01-31}
working_groups: [{id: WG1, title: Terminology, leaders: [A. Example, B. Example]}, {id: WG2, title: "${LONG}"}]
contact: {name: Secretariat, email: fgact@example.org, telephone: +41 22 555 01 02}
mailing_list: {address: fgact-list@example.org, subscribe: "https://example.org/list"}
collaboration: {url: "https://example.org/area", access: with an account}
registration: https://example.org/register
documents: {input: "https://example.org/in", output: "https://example.org/out", access: free}
templates: [{title: Contribution, url: "https://example.org/contribution.docx"}]
participation: Open to every expert of a member country.
meetings:
  - {id: 1, title: First meeting, start: 2020-01-20, end: 2020-01-22, opens: "09:30", time_zone: Europe/Zurich, place: {venue: Tower, city: Geneva, country: Switzerland}, documents: [{title: Report, url: "https://example.org/r1"}]}
  - {id: 2, start: 2020-06-23, end: 2020-06-25, opens: "14:00", time_zone: Asia/Kathmandu, place: {city: Kathmandu, country: Nepal}, announced: 2020-04-20, remote: true, registration: "https://example.org/register/2", deadlines: [{date: 2020-06-11, for: contributions}, {date: 2020-06-18, for: registration, note: "by the form"}]}
  - {id: 3, start: 2020-Q4, remote: true}
deliverables:
  - {id: D1, title: Terms, kind: technical report, status: published, sent: 2020-04-01, parent_meeting: 2020-05-10, approval: consensus, recommendations: [Y.4484, Y.4485], url: "https://example.org/d1"}
  - {id: D2, title: Gaps, kind: technical report, status: sent-to-parent, sent: 2020-06-01, parent_meeting: 2020-07-06, work_items: [Y.gaps], working_group: WG1}
  - {id: D3, title: "${LONG}", kind: roadmap, status: draft, due: 2020-12-01, working_group: WG2}
  - {id: D4, title: Use cases, status: planned, due: 2021-03}
milestones: [{date: 2020-Q3, title: Outline of the roadmap}, {date: 2021-06-30, title: All deliverables}]`,
    "The group prepares the ground for SG13 and SG17.\n\n## Scope\n\nWhat is active: Y.4484 and TSB Circular 12.\n\n## Method\n\n> [!NOTE]\n> Consensus first.\n\n| Step | Who | When |\n|---|---|---|\n| Outline | WG1 | each quarter |\n",
  ],
  "groups/fg-act/terms-of-reference.md": [`title: Terms of reference of the Focus Group on Active Matters`, "## Scope\n\nActive matters.\n"],
  "groups/fg-new.md": ["title: Focus Group on New Matters\nacronym: FG-NEW\nparent: SG13\nestablished: 2020-06-01\nlifetime: P1Y\nmeetings: [{id: 1, start: 2020-09, place: {city: Lima}}]\nmailing_list: {subscribe: \"https://example.org/new\"}", "New."],
  "groups/fg-past.md": ["title: Focus Group on Past Matters\nacronym: FG-PAST\nparent: SG17\nlifetime: P1Y\nmeetings: [{id: 1, start: 2018-03-01}]\ndeliverables: [{id: D1, title: Survey, status: approved, approval: vote}]", ""],
  "groups/fg-end.md": [
    "title: Focus Group on Matters that are Settled\nacronym: FG-END\nparent: TSAG\nestablished: 2016-01-10\nlifetime: P2Y\nconcluded: 2018-03-31\ncontinued_as: SG17\nsummary: What it handed over became two Recommendations.\nmeetings: [{id: 1, start: 2016-03-01, end: 2016-03-03, place: {city: Nairobi}}, {id: 2, start: 2017-03-01}]\ndeliverables: [{id: D1, title: Framework, kind: technical report, status: published, sent: 2018-02-01, approval: consensus, recommendations: [Y.4484], url: \"https://example.org/end\"}, {id: D2, title: Roadmap, status: sent-to-parent, sent: 2018-03-01}]",
    "The group is concluded.\n\n## What it did\n\nIt wrote two texts.\n",
  ],
  "groups/fg-doc.md": ["title: Focus Group that Only Documents Name\nacronym: FG-DOC\nparent: TSAG\nhistory: [{status: active, date: 2019-05-01, source: A19/7}]", ""],
  "groups/fg-none.md": ["title: Focus Group of which Nothing is Known\nacronym: FG-NONE\nparent: TSAG", ""],
  "groups/fg-long.md": [
    `title: Focus Group on ${LONG} and on whatever else a group may be called when nobody shortens its name\nacronym: FG-LONGNAMEDMATTERS\nparent: TSAG\nmailing_list: {subscribe: "https://example.org/long"}\nmeetings: [{id: 1, start: 2020-07-30, end: 2020-08-02, place: {venue: Conference Centre of the Administration, city: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, country: United Kingdom}, deadlines: [{date: 2020-07-15, for: contributions}]}]`,
    "",
  ],
  "circulars/tsb-circular-12.md": [
    "title: Second meeting of FG-ACT\nseries: TSB Circular\nnumber: 12\ndate: 2020-04-20\nreference: TSB/12\nto: [Administrations of member states, Sector members]\ncopy_to: [Chairs of study groups]\ncontact: {telephone: +41 22 555 01 02, fax: +41 22 555 01 03, email: tsb@example.org}\nsignatory: {name: D. Example, title: Director}\ngroups: [FG-ACT]\nmeeting: FG-ACT/2\ndeadlines: [{date: 2020-06-11, for: contributions}, {date: 2020-06-18, for: registration}]\nattachments: [{title: Annex 1, url: \"https://example.org/annex1\", format: PDF}]",
    "Dear Sir/Madam,\n\n1. The [second meeting](https://example.org/meeting) of FG-ACT will be held in Kathmandu.\n\n2. Contributions close on 11 June 2020.\n\nYours faithfully,\n",
  ],
  "liaisons/tsag-ls-3.md": ["title: LS on active matters\ndate: 2020-05-01\nfrom: TSAG\nto: [SG13, IETF]\npurpose: action\ndeadline: 2020-06-30\nreference: TSAG-LS3\ngroups: [FG-ACT]", "Please comment on Y.4484."],
  "reports/a19-7.md": ["title: Report of an advisory group\ndate: 2020-05-12\nreference: A19/7\nactions: [{id: R1/1, topic: Terms, text: invites SG17 to act, recommendations: [Y.4484]}, {id: R1/2, topic: Roadmap}]", "FG-DOC is active."],
  "pages/about.md": ["title: About this site\ntags: [Examples]", "What a focus group is."],
};

const CATALOGUE = {
  "content/catalogue/recommendations.yaml":
    "- {id: Y.4484, title: Framework of examples, study_group: SG17, question: Q7/17, status: approved, date: 2020-05-30}\n- {id: Y.4485, title: Requirements of examples, study_group: SG13, question: Q2/13, kind: supplement, status: agreed, date: 2020-05-30}\n",
  "content/catalogue/work-items.yaml": "- {id: Y.gaps, title: Gaps of examples, question: Q2/13, status: in progress}\n",
  "content/catalogue/organisations.yaml": "- {id: IETF, title: Internet Engineering Task Force, url: \"https://example.org/ietf\"}\n",
};

/** Titles and texts in Arabic. */
const ARABIC = {
  "groups/fg-act/index.md": ["الفريق المتخصص المعني بالمسائل النشطة", "يمهد الفريق الطريق للجنتين SG13 وSG17.\n\n## النطاق\n\nالتوصية Y.4484 والرسالة المعممة TSB Circular 12.\n\n## الأسلوب\n\n> [!NOTE]\n> توافق الآراء أولًا.\n\n- بند أول\n- بند ثان\n"],
  "groups/fg-end.md": ["الفريق المتخصص المعني بالمسائل المحسومة", "اختتم الفريق أعماله.\n"],
  "circulars/tsb-circular-12.md": ["الاجتماع الثاني للفريق FG-ACT", "سيدي، سيدتي،\n\n1. يُعقد [الاجتماع الثاني](https://example.org/meeting) للفريق FG-ACT في كاتماندو.\n"],
};

/** The files of the site, the first of `languages` its own: English or Arabic. */
export function statesSite(...languages) {
  const files = { "plenary.yaml": SETTINGS.replace("LANGUAGES", languages.join(", ")), ...CATALOGUE };
  for (const [path, [keys, text]] of Object.entries(RECORDS)) {
    const [title, translated] = ARABIC[path] ?? [];
    const of = (language) => [language === "ar" && title ? keys.replace(/^title: .*$/m, `title: ${title}`) : keys, (language === "ar" && translated) || text];
    const write = (ending, [keys, text]) => (files[`content/${path.replace(/\.md$/, ending)}`] = `---\n${keys}\n---\n${text}\n`);
    write(".md", of(languages[0]));
    if (title) for (const language of languages.slice(1)) write(`.${language}.md`, of(language));
  }
  return files;
}

/** Pages of the site that show most. */
export const STATES_PAGES = ["", "groups/", "groups/fg-act/", "groups/fg-end/", "groups/fg-long/", "circulars/tsb-circular-12/", "meetings/", "study-groups/sg17/"];
