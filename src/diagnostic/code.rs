//! The codes of all diagnostics: one flat table. A code never changes its meaning.

use super::Level;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $level:ident;)+) => {
        /// What kind of fault a diagnostic tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name that people and machines read.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How much a diagnostic of this code matters.
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)+ }
            }

            /// What it means, in a sentence or two.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The YAML cannot be read from this place on.
    YamlSyntax = "yaml-syntax", Error;
    /// A Markdown file does not begin with front matter between two lines `---`.
    MissingFrontMatter = "missing-front-matter", Error;
    /// The front matter has no closing line `---`.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// A key that this kind of record does not have.
    UnknownKey = "unknown-key", Error;
    /// A key that this kind of record must have.
    MissingKey = "missing-key", Error;
    /// A key that stands twice in one map.
    DuplicateKey = "duplicate-key", Error;
    /// A value of the wrong type or outside of what the key allows.
    InvalidValue = "invalid-value", Error;
    /// A file at a place of `content/` that says no kind of record.
    UnknownKind = "unknown-kind", Error;
    /// A designation that names no record of the site.
    UnknownDesignation = "unknown-designation", Error;
    /// Two records that answer to the same name.
    DuplicateDesignation = "duplicate-designation", Error;
    /// A key, a `[[…]]` or a link that names a draft.
    DraftReference = "draft-reference", Error;
    /// Records of which each supersedes, answers, continues or is above the next, and the last one the first.
    ReferenceCycle = "reference-cycle", Error;
    /// A link whose target is not in the site.
    BrokenLink = "broken-link", Error;
    /// A link to an anchor that its page does not have.
    BrokenAnchor = "broken-anchor", Error;
    /// Two sources that would be published at the same path.
    OutputCollision = "output-collision", Error;
    /// A path that leads outside the root of the site.
    OutsideRoot = "outside-root", Error;
    /// A text that is not UTF-8, or that holds a NUL character.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A file that cannot be read: no permission, or not a regular file.
    Unreadable = "unreadable", Error;
    /// A file, or a YAML structure, over the limits.
    TooLarge = "too-large", Error;
    /// A template that cannot be read or rendered.
    TemplateError = "template-error", Error;
    /// An output folder that a build must not replace.
    RefusedOutput = "refused-output", Error;
    /// The site could not be written.
    NotPublished = "not-published", Error;
    /// A new site or record where something is already.
    AlreadyExists = "already-exists", Error;
    /// A rename that would break what stands in the site.
    RenameConflict = "rename-conflict", Error;
    /// A secret in the settings, where everybody reads it who reads them.
    ExposedSecret = "exposed-secret", Error;
    /// The site could not be brought to where it is served, or not all of it.
    NotDeployed = "not-deployed", Error;
    /// A URL that an earlier build published, and that is gone without an alias.
    GoneUrl = "gone-url", Error;
    /// A built site that is not what its sources would give now.
    StaleSite = "stale-site", Warning;
    /// Raw HTML in Markdown, printed as text.
    RawHtml = "raw-html", Warning;
    /// A link with a scheme other than http, https, mailto or tel, printed as text.
    UnsafeLink = "unsafe-link", Warning;
    /// A picture that is damaged or too large to be made smaller; it is published as it is.
    UnusablePicture = "unusable-picture", Warning;
    /// A template that shows a part of a long list and no way to the others.
    UnlinkedPages = "unlinked-pages", Warning;
    /// A meeting that was announced later than the rules ask.
    MeetingNotice = "meeting-notice", Warning;
    /// Contributions close nearer to the meeting than the rules ask.
    ContributionDeadline = "contribution-deadline", Warning;
    /// Registration closes nearer to the meeting than the rules ask.
    RegistrationDeadline = "registration-deadline", Warning;
    /// Requests for help with a visa close nearer to the meeting than the rules ask.
    VisaDeadline = "visa-deadline", Warning;
    /// A meeting with remote participation and nowhere to register.
    RemoteRegistration = "remote-registration", Warning;
    /// A meeting that is over, without a list of participants.
    ParticipantsList = "participants-list", Note;
    /// A first meeting in another month or quarter than the milestones say.
    FirstMeeting = "first-meeting", Warning;
    /// A focus group that goes on after its lifetime.
    Lifetime = "lifetime", Warning;
    /// An extension without a decision of the parent group in time.
    ExtensionDecision = "extension-decision", Warning;
    /// A focus group that was concluded without a final report.
    FinalReport = "final-report", Warning;
    /// A deliverable that was due and has not been sent to the parent group.
    DeliverableDue = "deliverable-due", Warning;
    /// A deliverable that reaches the parent group later before its meeting than the rules ask.
    DeliverableNotice = "deliverable-notice", Warning;
    /// A deliverable that was approved otherwise than by consensus.
    DeliverableApproval = "deliverable-approval", Warning;
    /// A focus group whose formation no circular or liaison statement announces.
    FormationNotice = "formation-notice", Warning;
    /// A focus group without vice-chairs after its first meeting.
    ViceChairs = "vice-chairs", Note;
    /// A focus group whose parent cannot be one, or has ended.
    ParentGroup = "parent-group", Warning;
    /// A liaison statement that asks for something and does not say by when.
    LiaisonDeadline = "liaison-deadline", Warning;
    /// An action item under which nothing is reported.
    UnansweredAction = "unanswered-action", Note;
    /// An image without words for those who do not see it.
    ImageText = "image-text", Warning;
    /// A heading that skips a level.
    HeadingOrder = "heading-order", Warning;
    /// A link text that does not say where the link leads.
    LinkText = "link-text", Warning;
    /// A heading or a link without words.
    EmptyText = "empty-text", Warning;
    /// A secret, such as the key of a network.
    Secret = "secret", Warning;
    /// A year that has not four digits.
    ImpossibleYear = "impossible-year", Warning;
    /// A number that disagrees with the list that it counts.
    WrongCount = "wrong-count", Warning;
    /// An item that stands twice in one list.
    DuplicateItem = "duplicate-item", Warning;
    /// A name that looks like another, or has a letter that looks like another.
    LookAlike = "look-alike", Warning;
    /// A name with a space where no name has one.
    StraySpace = "stray-space", Warning;
    /// Two rows of the catalogue with the same title.
    DuplicateTitle = "duplicate-title", Warning;
    /// A full designation that the catalogue lacks, or a Question that its study group does not list.
    UnknownMention = "unknown-mention", Note;
    /// A page that nothing on the site leads to.
    Orphan = "orphan", Note;
    /// A waiver that accepts nothing.
    UnusedWaiver = "unused-waiver", Warning;
    /// A waiver whose time is over.
    ExpiredWaiver = "expired-waiver", Warning;
    /// A finding that a waiver accepts; told with `--verbose`.
    Waived = "waived", Note;
    /// An address elsewhere at which there is nothing.
    DeadLink = "dead-link", Warning;
    /// An address elsewhere that has moved for good.
    MovedLink = "moved-link", Note;
    /// An address elsewhere at which nobody answered.
    UnreachableLink = "unreachable-link", Note;
    /// An accent colour on which, or in which, text is hard to read.
    LowContrast = "low-contrast", Warning;
    /// Words of the theme that a language lacks; the English ones stand in.
    MissingWord = "missing-word", Note;
    /// Two inventories that name one thing at two addresses.
    InventoryClash = "inventory-clash", Note;
    /// A file in the output that plenary did not make, carried over to the new one.
    ForeignFile = "foreign-file", Note;
}
