/** What a search needs of a unit; `initials` are those of its name (临江镇中心小学 → ljzzxxx). */
export interface SearchedUnit {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string | null | undefined;
  readonly parentId: string | null;
  readonly initials: string;
  /** 撤销: not to be chosen any more. */
  readonly closed?: boolean | undefined;
}

/** Nobody reads further than this; a longer search narrows it. */
const SHOWN = 30;

/**
 * Finds units by any part of their name, short name or initials, without a network. Names that begin with the words come
 * first. Spaces part several words; all must be there.
 */
export function searchUnits<T extends SearchedUnit>(units: readonly T[], query: string): T[] {
  const words = query.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const found: { unit: T; rank: number }[] = [];
  for (const unit of units) {
    const ranks = words.map((word) => rankOf(unit, word));
    if (ranks.every((rank) => rank >= 0)) found.push({ unit, rank: Math.max(...ranks) });
  }
  found.sort((a, b) => a.rank - b.rank || a.unit.name.length - b.unit.name.length);
  return found.slice(0, SHOWN).map(({ unit }) => unit);
}

/** 0 begins with it, 1 has it, 2 has its letters in order (临江小 finds 临江镇中心小学); -1 not at all. */
function rankOf(unit: SearchedUnit, word: string): number {
  const texts = [unit.name.toLowerCase(), unit.shortName?.toLowerCase() ?? '', unit.initials.toLowerCase()];
  if (texts.some((text) => text.startsWith(word))) return 0;
  if (texts.some((text) => text.includes(word))) return 1;
  return texts.some((text) => hasInOrder(text, word)) ? 2 : -1;
}

function hasInOrder(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** The units above one, nearest first, as one line: 西河区教育局 · 市教育局. */
export function parentsText(units: readonly SearchedUnit[], unit: SearchedUnit): string {
  const byId = new Map(units.map((one) => [one.id, one]));
  const names: string[] = [];
  let parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
  // Bad data may hold a cycle; no tree is this deep.
  while (parent !== undefined && names.length < 4) {
    names.push(parent.name);
    parent = parent.parentId === null ? undefined : byId.get(parent.parentId);
  }
  return names.join(' · ');
}
