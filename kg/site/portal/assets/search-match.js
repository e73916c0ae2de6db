// @ts-check
"use strict";
// Which things a text may name: exactly, by its beginning, by a word, by a part, or misspelt. Loaded with the index.
// kg.gazetteer.folding makes the same keys; a test holds both together.
globalThis.kgNames = (() => {
  /** @typedef {{key: string, starts: number[], name: string, letters: number}} Key  letters are bits */
  /** @typedef {{kind: number, slug: string, holder: number, ties: number, names: string[], keys: Key[]}} Thing */
  /** @typedef {{things: Thing[], kind: number, rank: number, name: string}} Hit  two things are the ends of a tie */
  const data = globalThis.kgSearch;
  const LATIN = "ABCEHKMOPTXYacekmoptxy", CYRILLIC = "АВСЕНКМОРТХУасекмортху";
  const isLatin = /[A-Za-z]/, isCyrillic = /[\u0400-\u052f]/, isHan = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const [EXACT, BEGINNING, WORD, PART, MISSPELT] = [0, 1, 2, 3, 4];
  const plain = new Map(pairs([...data.simplified]));
  const classes = new Set(data.classes.split(" "));

  /** @param {string[]} letters @returns {[string, string][]} */
  function pairs(letters) {
    return letters.flatMap((letter, at) => (at % 2 ? [] : [[letter, letters[at + 1]]]));
  }

  /** @param {string} word @param {string} from @param {string} to */
  const swapped = (word, from, to) => word.replace(/./gu, (letter) => to[from.indexOf(letter)] ?? letter);

  /** @param {string} word a word in the letters of one alphabet, where those of the other only look like them */
  function inOneAlphabet(word) {
    if (!isCyrillic.test(word) || !isLatin.test(word)) return word;
    const cyrillic = swapped(word, LATIN, CYRILLIC), latin = swapped(word, CYRILLIC, LATIN);
    return !isLatin.test(cyrillic) ? cyrillic : !isCyrillic.test(latin) ? latin : word;
  }

  /** @param {string} text the key of a name: no case, stress, ё, tones, hyphens or spaces; й is a letter of its own */
  function fold(text) {
    const meant = text.normalize("NFKC").replace(/[\p{L}\p{N}_]+/gu, inOneAlphabet);
    const lower = meant.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    return lower.replace(/й/g, "\u0138").normalize("NFD").replace(/[^\p{L}\p{N}]+|[ʹʼ]/gu, "").replace(/\u0138/g, "й");
  }

  /** @param {string} text the same in simplified characters */
  const folded = (text) => fold(text.replace(/./gu, (letter) => plain.get(letter) ?? letter));

  /** @param {string} name @returns {Key} */
  function keyOf(name) {
    let key = "";
    const starts = [];
    for (const word of name.split(/[\s()«»“”"„,.‐-—-]+/u)) {
      const own = folded(word);
      if (own && key) starts.push(key.length);
      key += own;
    }
    return { key, starts, name, letters: lettersOf(key) };
  }

  /** @param {string} text @returns {number} its letters as bits; two may share one, which hides a difference and makes none */
  function lettersOf(text) {
    let bits = 0;
    for (let at = 0; at < text.length; at++) bits |= 1 << text.charCodeAt(at) % 31;
    return bits;
  }

  /** @param {number} bits */
  function count(bits) {
    let found = 0;
    for (let rest = bits; rest; rest &= rest - 1) found++;
    return found;
  }

  /** @type {Thing[]} */
  const things = data.things.split("\n").map((line) => {
    const [kind, slug, holder, ties, ...names] = line.split("\t");
    const keys = [...new Set(names)].map(keyOf);
    return { kind: +kind, slug, holder: holder ? +holder : -1, ties: +ties, names: names.slice(0, 3), keys };
  });
  const ties = data.ties.split("\n").filter(Boolean).map((line) => line.split(" ").map(Number));
  const kindKeys = data.kinds.map(([, labels]) => labels.map(keyOf));

  /** @param {Key} key @param {string} word @returns {number} how well it fits, beyond MISSPELT for not at all */
  function fit({ key, starts }, word) {
    const at = key.indexOf(word);
    if (at === 0) return key.length === word.length ? EXACT : BEGINNING;
    if (at < 0) return Infinity;
    if (isHan.test(word) || starts.some((start) => key.startsWith(word, start))) return WORD;
    return word.length >= 3 ? PART : Infinity;
  }

  /** @param {Key[]} keys @param {string} word @param {(key: Key, word: string) => number} fits */
  function best(keys, word, fits = fit) {
    let rank = Infinity, name = "";
    for (const key of keys) {
      const found = fits(key, word);
      if (found < rank) [rank, name] = [found, key.name];
    }
    return { rank, name };
  }

  /** @param {Thing} thing @param {string[]} words each is a word of a name, of what holds the thing, or of its kind */
  function inContext(thing, words) {
    let name = "";
    for (const word of words) {
      const own = best(thing.keys, word);
      if (own.rank <= WORD) name ||= own.name;
      else {
        const around = [...(things[thing.holder]?.keys ?? []), ...kindKeys[thing.kind]];
        if (best(around, word).rank > WORD) return { rank: Infinity, name };
      }
    }
    return { rank: name ? WORD : Infinity, name };
  }

  /** @param {string} one @param {string} other @param {number} most @returns {number} letters put in, out, changed or
   * exchanged; a beginning that is as near counts half a letter more */
  function distance(one, other, most) {
    const end = Math.min(other.length, one.length + most);
    if (end < one.length - most) return Infinity;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: end + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= end; j++) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    const whole = end === other.length ? last[end] : Infinity;
    return Math.min(whole, one.length > 4 ? Math.min(...last) + 0.5 : Infinity);
  }

  /** @param {string} word @returns {(key: Key) => number} */
  function misspelt(word) {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    const own = lettersOf(word);
    return ({ key, starts, letters }) => {
      if (!most || count(own & ~letters) > most) return Infinity;
      const far = Math.min(...[0, ...starts].map((start) => distance(word, key.slice(start), most)));
      return far <= most ? MISSPELT + far / 10 : Infinity;
    };
  }

  /** @param {string[]} words @returns {Hit[]} ties whose ends are named side by side */
  function tiesOf(words) {
    const hits = [];
    for (let cut = 1; cut < words.length; cut++) {
      const sides = [words.slice(0, cut).join(""), words.slice(cut).join("")];
      const known = sides.map(() => new Map());
      const rank = (/** @type {number} */ place, /** @type {number} */ side) => {
        if (!known[side].has(place)) known[side].set(place, best(things[place].keys, sides[side]).rank);
        return known[side].get(place);
      };
      for (const [a, b, kind] of ties) {
        const worst = Math.min(Math.max(rank(a, 0), rank(b, 1)), Math.max(rank(a, 1), rank(b, 0)));
        if (worst <= WORD) hits.push({ things: [things[a], things[b]], kind, rank: worst, name: "" });
      }
    }
    return hits;
  }

  /** @param {(thing: Thing) => {rank: number, name: string}} ranked @returns {Hit[]} */
  const all = (ranked) => things.flatMap((thing) => {
    const { rank, name } = ranked(thing);
    return rank < Infinity ? [{ things: [thing], kind: thing.kind, rank, name }] : [];
  });

  /** @param {Hit} hit @returns {number} places with ties come before others of their rank, those with more first */
  const weight = ({ things: [thing, other] }) => (other ? 0 : thing.ties);

  /** @param {string} text @returns {Hit[]} all that a text may name, the likeliest first */
  function found(text) {
    const whole = folded(text);
    if (!whole) return [];
    const told = text.split(/[\s,—–]+/u).map(folded).filter(Boolean);
    const names = told.filter((word) => !classes.has(word));
    const words = names.length ? names : told;
    let hits = all((thing) => {
      const one = best(thing.keys, whole);
      return one.rank <= WORD || told.length < 2 ? one : inContext(thing, words);
    });
    if (words.length > 1) hits.push(...tiesOf(words));
    for (let cut = 2; !hits.length && isHan.test(whole) && cut < whole.length - 1; cut++) {
      hits = all((thing) => inContext(thing, [whole.slice(0, cut), whole.slice(cut)]));
    }
    if (!hits.some(({ rank }) => rank <= WORD)) {
      const fits = misspelt(whole);
      hits.push(...all((thing) => (data.kinds[thing.kind][0] === "source" ? { rank: Infinity, name: "" } : best(thing.keys, whole, fits))));
    }
    const kept = new Map();
    hits.sort((a, b) => a.rank - b.rank || weight(b) - weight(a) || a.name.length - b.name.length);
    for (const hit of hits) {
      const id = hit.things.map((thing) => `${data.kinds[thing.kind][0]}/${thing.slug}`).join(" ");
      if (!kept.has(id)) kept.set(id, hit);
    }
    return [...kept.values()];
  }

  return { fold, folded, found, things };
})();
