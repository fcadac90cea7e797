// One page of the real site for each template of the default theme; what has several shapes has a page of each. What the
// real site has none of, tags and lists without anything in them, is on a small site.

/** Pages of the real site by template. */
export const PAGES = {
  "404.html": ["404.html"],
  "circular.html": ["circulars/tsb-circular-33/"],
  "group.html": ["groups/fg-mv/", "groups/fg-dlt/", "groups/fg-an/"],
  "home.html": [""],
  "liaison.html": ["liaisons/sp17-tsag-ols-00012/"],
  "list.html": ["groups/", "study-groups/", "circulars/"],
  "meetings.html": ["meetings/"],
  "page.html": ["about/", "groups/fg-mv/terms-of-reference/"],
  "recommendation.html": ["recommendations/f.780.1/"],
  "recommendations.html": ["recommendations/"],
  "report.html": ["reports/cwg-internet-2023/"],
  "search.html": ["search/?q=sg17"],
  "study-group.html": ["study-groups/sg16/", "study-groups/itu-r-sg5/"],
  "tags.html": ["tags/"],
  "work-items.html": ["work-items/"],
};

/** The files of the small site. */
export const SMALL_SITE = {
  "plenary.yaml": "title: Focus Groups\nbase_url: https://example.org/\nlanguages: [en]\ntoday: 2020-02-01\n",
  "content/pages/about.md": "---\ntitle: About this site\ntags: [Metaverse, Quantum]\n---\nWhat a focus group is.\n",
};

/** Its pages by template. */
export const SMALL_PAGES = {
  "home.html": [""],
  "list.html": ["groups/", "reports/"],
  "meetings.html": ["meetings/"],
  "recommendations.html": ["recommendations/"],
  "tag.html": ["tags/metaverse/"],
  "tags.html": ["tags/"],
  "work-items.html": ["work-items/"],
};
