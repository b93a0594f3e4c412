/** What stands in a form. */
type Values = Readonly<Record<string, string | boolean>>;

/** Whose version of a field stands: 我的, 对方的, 两边都要. */
export type Side = 'mine' | 'theirs' | 'both';

/** One field that others changed while it was being written: as it stood, as it is wanted here, as it stands now. */
export interface Contest {
  readonly field: string;
  readonly base: string | boolean;
  readonly mine: string | boolean;
  readonly theirs: string | boolean;
  /** Both texts, theirs first; only where a text can hold both. */
  readonly both?: string;
}

/** A lost race laid open. */
export interface Race {
  /** Both sides changed it, and otherwise: somebody has to choose. */
  readonly contests: readonly Contest[];
  /** Only the others changed it: the form takes it over, else it would quietly put back what stood before. */
  readonly theirs: readonly Contest[];
}

/**
 * Compares a form with what stood when it began (`base`) and with what stands now (`now`). `blank`: the form with nothing
 * typed; a field that still holds that is nobody's version. `texts`: fields whose two versions may both stand, one below the
 * other.
 */
export function raceOf(base: Values, mine: Values, now: Values, blank: Values, texts: readonly string[]): Race {
  const untouched = ({ field, base: was, mine: my }: Contest) => was === my || blank[field] === my;
  const moved = Object.keys(base)
    .filter((field) => now[field] !== undefined && now[field] !== base[field] && mine[field] !== now[field])
    .map((field): Contest => {
      const [was, my, their] = [base[field] ?? '', mine[field] ?? '', now[field] ?? ''];
      const both = texts.includes(field) && was !== my && my !== '' && their !== '' ? `${their}\n${my}` : undefined;
      return { field, base: was, mine: my, theirs: their, ...(both !== undefined && { both }) };
    });
  return { contests: moved.filter((one) => !untouched(one)), theirs: moved.filter(untouched) };
}

/** What the form holds once every contest has its side. */
export function settledRace({ contests, theirs }: Race, side: (field: string) => Side | undefined): Values {
  const chosen = contests.map((one): [string, string | boolean] => {
    const by = side(one.field);
    return [one.field, by === 'theirs' ? one.theirs : by === 'both' ? (one.both ?? one.mine) : one.mine];
  });
  return Object.fromEntries([...chosen, ...theirs.map((one): [string, string | boolean] => [one.field, one.theirs])]);
}
