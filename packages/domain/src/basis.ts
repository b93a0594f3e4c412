import type { RegulationId } from './citation.ts';
import { type PlainDate, plainDate } from './date.ts';

/** The statute that documents name, from a day on (依据, R63). */
export interface BasisEdition {
  readonly regulation: RegulationId;
  readonly validFrom: PlainDate;
}

/**
 * R63: the bureau's text rests on 《信访条例》 of 2005, which 《信访工作条例》 replaced on 2022-05-01. A bureau that gets a newer
 * statute adds a row; documents of earlier days keep the old one.
 */
export const basisEditions: readonly BasisEdition[] = [
  { regulation: 'petitionRegulation2005', validFrom: plainDate('2005-05-01') },
  { regulation: 'petitionRegulation2022', validFrom: plainDate('2022-05-01') },
];

/** The statute that a document of that day rests on (R63): the newest edition in force; undefined before the first. */
export function documentBasis(
  issuedOn: PlainDate,
  editions: readonly BasisEdition[] = basisEditions,
): RegulationId | undefined {
  return editions
    .filter(({ validFrom }) => validFrom <= issuedOn)
    .reduce<BasisEdition | undefined>(
      (newest, row) => (newest && newest.validFrom > row.validFrom ? newest : row),
      undefined,
    )?.regulation;
}
