// What the search puts beside its scripts: the index that kg.site.portal.search_index writes, and what reads it.
declare var kgSearch: {
  languages: string[];
  texts: Record<string, string[]>;
  kinds: [string, string[]][];
  things: string;
  ties: string;
  simplified: any;
  classes: any;
};
declare var kgNames: any;
// What kg.site.portal.side_by_side writes.
declare var kgSideBySide: any;
