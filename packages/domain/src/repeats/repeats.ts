import { type Citation, cite } from '../citation.ts';
import { nameKey, parsePhone } from '../identity/contact.ts';
import { priorHandlingOf, repeatArticles } from '../petition-cases/registration-checks.ts';
import { isOpen } from '../petition-cases/statuses.ts';
import type { Channel, PetitionCaseState, Petitioner, RegisterCase } from '../petition-cases/types.ts';
import type { PriorHandling } from '../routing/routing.ts';
import { likeness, sharedWords } from './likeness.ts';

/** What is known of somebody while a matter is taken down. */
export type Person = Pick<Petitioner, 'name' | 'phone' | 'idCard' | 'address'>;

/** A matter as far as it has been typed, or one that stands already. */
export interface Probe {
  readonly channel: Channel;
  /** Everybody who signed or came; nobody of an anonymous petition. */
  readonly people: readonly Person[];
  readonly title: string;
  readonly demand: string;
  readonly handlingUnitId: string;
  /** 来件编号: of the sender's paper, the mail, the 12345 order. */
  readonly number?: string | undefined;
}

/** Why two cases may belong together. */
export const alikeKinds = [
  'sameCard',
  'sameNumber',
  'samePhone',
  'sameNameAndPlace',
  'sameName',
  'similarWords',
] as const;
export type AlikeKind = (typeof alikeKinds)[number];
export interface AlikeReason {
  readonly kind: AlikeKind;
  /** Of similar words: which part of the shorter text, in per cent, and the words that both have. */
  readonly percent?: number;
  readonly words?: readonly string[];
}

/** Two cases that may belong together: why, how strongly (0–100 and more), and what the law says of it. */
export interface Alike {
  readonly score: number;
  readonly reasons: readonly AlikeReason[];
}

const weights: Readonly<Record<Exclude<AlikeKind, 'similarWords'>, number>> = {
  sameCard: 100,
  sameNumber: 80,
  samePhone: 70,
  sameNameAndPlace: 55,
  sameName: 20,
};
/** From here on two cases are shown to a person: the same name alone is not enough, nor are a few common words. */
const shownFrom = 40;
const wordsFrom = 0.35;

const cardOf = ({ idCard = '' }: Person): string => idCard.replace(/\s/g, '').toUpperCase();
const phoneOf = ({ phone = '' }: Person): string => {
  const read = parsePhone(phone);
  return read.ok ? read.value : '';
};
const addressOf = ({ address = '' }: Person): string => address.normalize('NFKC').replace(/\s/g, '');

/** 来件编号, as it was given: of the 12345 order, or of the sender's paper. */
export const paperNumber = ({
  hotline,
  incoming,
}: Pick<RegisterCase | PetitionCaseState, 'hotline' | 'incoming'>): string | undefined =>
  hotline?.externalNumber ?? incoming?.number;

/** A paper's number without blanks and brackets; too short a one is nobody's alone. */
const numberOf = ({ number = '' }: Pick<Probe, 'number'>): string => {
  const bare = number
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
  return bare.length < 5 ? '' : bare;
};

/** The text by which a paper is found again by its number, in the manner of {@link identityTexts}. */
export function numberTexts(probe: Pick<Probe, 'number'>): readonly string[] {
  const number = numberOf(probe);
  return number === '' ? [] : [`number:${number}`];
}

/** Texts by which a person is found again, each with its kind in front; empty members give none. Never stored as they are. */
export function identityTexts(person: Person, handlingUnitId: string): readonly string[] {
  const [name, card, phone, address] = [nameKey(person.name), cardOf(person), phoneOf(person), addressOf(person)];
  return [
    ...(card === '' ? [] : [`card:${card}`]),
    ...(phone === '' ? [] : [`phone:${phone}`]),
    ...(name === '' ? [] : [`unit:${name}:${handlingUnitId}`]),
    ...(name === '' || address === '' ? [] : [`home:${name}:${address}`]),
  ];
}

/** Everybody of a case who can be found again. */
export function peopleOf({ matter, joint }: Pick<PetitionCaseState, 'matter' | 'joint'>): readonly Person[] {
  return [...(matter.petitioner.anonymous ? [] : [matter.petitioner]), ...(joint?.members ?? [])];
}

/** A case as a probe for others like it. */
export function probeOf(state: PetitionCaseState): Probe {
  const { channel, matter, handlingUnitId } = state;
  const { title, demand } = matter;
  return { channel, title, demand, handlingUnitId, number: paperNumber(state), people: peopleOf(state) };
}

/** The strongest thing that two people have in common. */
function personReason(
  a: Person,
  b: Person,
  samePlace: boolean,
): Exclude<AlikeKind, 'similarWords' | 'sameNumber'> | undefined {
  const same = (read: (person: Person) => string) => read(a) !== '' && read(a) === read(b);
  if (same(cardOf)) return 'sameCard';
  // two cards that differ are two people, whatever else they share
  if (cardOf(a) !== '' && cardOf(b) !== '') return undefined;
  if (same(phoneOf)) return 'samePhone';
  if (!same(({ name }) => nameKey(name))) return undefined;
  return samePlace || same(addressOf) ? 'sameNameAndPlace' : 'sameName';
}

/** Why a case may be the same petitioner's or the same matter as what is being taken down; undefined when nothing says so. */
export function alike(probe: Probe, other: PetitionCaseState): Alike | undefined {
  const samePlace = probe.handlingUnitId === other.handlingUnitId;
  const people = peopleOf(other);
  const sameNumber = numberOf(probe) !== '' && numberOf(probe) === numberOf({ number: paperNumber(other) });
  const kinds: readonly AlikeKind[] = probe.people.flatMap((a) =>
    people.flatMap((b) => personReason(a, b, samePlace) ?? []),
  );
  const strongest = alikeKinds.find((kind) => kind !== 'similarWords' && kinds.includes(kind));
  const part = likeness(probe, other.matter);
  const similar = part >= wordsFrom;
  const reasons: AlikeReason[] = [
    ...(sameNumber ? [{ kind: 'sameNumber' } as const] : []),
    ...(strongest === undefined ? [] : [{ kind: strongest }]),
    ...(similar
      ? [{ kind: 'similarWords', percent: Math.round(part * 100), words: sharedWords(probe, other.matter) } as const]
      : []),
  ];
  const ofPerson = strongest === undefined || strongest === 'similarWords' ? 0 : weights[strongest];
  const score = (sameNumber ? weights.sameNumber : 0) + ofPerson + (similar ? Math.round(part * 80) : 0);
  return score < shownFrom ? undefined : { score, reasons };
}

/** What follows when both are the same matter. `channel`: one is a 12345 order, the other in the petition channel. */
export interface RepeatAdvice {
  readonly prior: PriorHandling;
  readonly crossing: 'hotlineInPetition' | 'petitionInHotline' | undefined;
  readonly citations: readonly Citation[];
}

/**
 * The law's consequence (Arts 19, 35, 36), and whether the matter runs in two channels at once: what is in the petition
 * channel is no matter for 12345, and the other way round one reply answers both (R80).
 */
export function repeatAdvice(channel: Channel, other: Pick<PetitionCaseState, 'status' | 'channel'>): RepeatAdvice {
  const prior = priorHandlingOf(other);
  const [hotline, otherHotline] = [channel === 'hotline', other.channel === 'hotline'];
  const open = other.status !== 'merged' && isOpen(other.status);
  const crossing = !open || hotline === otherHotline ? undefined : hotline ? 'hotlineInPetition' : 'petitionInHotline';
  const ofHotline = crossing === undefined ? [] : [cite('petitionSystem', '第九条', 'R80')];
  return { prior, crossing, citations: [...repeatArticles[prior], ...ofHotline] };
}
