import { kindsAllowed, type ReceptionDecision, routeReception, type Unit } from '@huiyin/domain';
import type { Attachment, Matter } from '@huiyin/domain/cases';
import type { ReceivedMatter, RecordReception, VisitorState } from '@huiyin/domain/receptions';
import { uuidv7 } from '../offline/uuid.ts';

/** One matter of the form: a new case, or one that is there already. */
export interface MatterValues {
  readonly id: string;
  /** The case that it joins; '' for a new one. */
  readonly joins: string;
  readonly title: string;
  readonly demand: string;
  readonly facts: Matter['facts'];
  readonly raisedBefore: boolean;
  readonly asksReexamination: boolean;
  readonly handleAgain: boolean;
  readonly handlingUnitId: string;
  readonly accusedUnitId: string;
  readonly instruction: string;
}

/** 接谈记录 as it is being written. Plain JSON, so that it can lie in a draft. */
export interface RecordValues {
  readonly startedAt: string;
  readonly demands: string;
  readonly suggestions: string;
  readonly guidance: string;
  readonly weakLinks: string;
  readonly focus: RecordReception['focus'];
  readonly onTheSpot: RecordReception['onTheSpot'];
  readonly explanation: string;
  readonly competentBody: string;
  readonly matters: readonly MatterValues[];
  readonly manner: RecordReception['signature']['manner'];
  readonly refusedWhy: string;
  readonly signature?: Attachment;
}

/** A matter as the booking told it. */
export function matterValues(visitor: Pick<VisitorState, 'title' | 'demand' | 'contentKind' | 'unitId'>): MatterValues {
  return {
    id: uuidv7(),
    joins: '',
    title: visitor.title,
    demand: visitor.demand,
    facts: {
      responsibility: 'municipal',
      contentKind: visitor.contentKind,
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    raisedBefore: false,
    asksReexamination: false,
    handleAgain: false,
    handlingUnitId: visitor.contentKind === 'accusation' ? '' : (visitor.unitId ?? ''),
    accusedUnitId: visitor.contentKind === 'accusation' ? (visitor.unitId ?? '') : '',
    instruction: '',
  };
}

/** A fresh record of a visitor, begun at HH:MM. */
export function recordValues(visitor: VisitorState, startedAt: string): RecordValues {
  return {
    startedAt,
    demands: visitor.demand,
    suggestions: '',
    guidance: '',
    weakLinks: '',
    focus: [],
    onTheSpot: [],
    explanation: '',
    competentBody: '',
    matters: [matterValues(visitor)],
    manner: 'onPaper',
    refusedWhy: '',
  };
}

/**
 * A record that was refused, to be mended: the words of its command back in the form. The signature on the screen stood
 * under other words, so it is asked for anew.
 */
export function refusedValues(command: Omit<RecordReception, 'type'>, visitor: VisitorState): RecordValues {
  const { startedAt, demands, suggestions, guidance, weakLinks, focus, onTheSpot, told, matters, signature } = command;
  return {
    ...{ startedAt, demands, suggestions, guidance, weakLinks, focus, onTheSpot },
    explanation: told?.explanation ?? '',
    competentBody: told?.competentBody ?? '',
    matters: matters.map(({ caseId, matter, instruction, raisedBefore, asksReexamination, handleAgain }) => ({
      ...matterValues(visitor),
      joins: caseId ?? '',
      ...(matter && {
        id: matter.caseId,
        title: matter.title,
        demand: matter.demand,
        facts: matter.facts,
        handlingUnitId: matter.handlingUnitId,
        accusedUnitId: matter.accusedUnitId ?? '',
      }),
      instruction,
      raisedBefore,
      asksReexamination,
      handleAgain: handleAgain === true,
    })),
    manner: signature.manner,
    refusedWhy: signature.note ?? '',
  };
}

/** What the routing table says of a matter as it is written (R51–R57). */
export function decisionFor({ facts, asksReexamination, raisedBefore, handleAgain }: MatterValues): ReceptionDecision {
  const newFacts = facts.newFacts || handleAgain;
  return routeReception({ ...facts, newFacts, asksReexamination, raisedBefore });
}

/** The units that may handle it. */
export function unitsFor<U extends Pick<Unit, 'kind'>>(units: readonly U[], { facts }: MatterValues): readonly U[] {
  const kinds = kindsAllowed(facts);
  return units.filter(({ kind }) => kinds.includes(kind));
}

function receivedMatter(values: MatterValues, visitor: VisitorState): ReceivedMatter {
  const { instruction, asksReexamination, raisedBefore, joins } = values;
  const said = {
    instruction,
    asksReexamination,
    raisedBefore,
    ...(values.handleAgain && { handleAgain: true as const }),
  };
  if (joins !== '') return { ...said, caseId: joins };
  const { petitioner } = visitor;
  const { facts, title, demand, handlingUnitId, accusedUnitId, id } = values;
  const accused = facts.contentKind === 'accusation' && accusedUnitId !== '' ? { accusedUnitId } : {};
  return {
    ...said,
    matter: {
      caseId: id,
      title,
      demand,
      // the visitor's own number goes into the case by itself
      petitioner: { kind: petitioner.kind, anonymous: false, name: petitioner.name },
      facts,
      handlingUnitId,
      earlierHandling: '',
      ...accused,
    },
  };
}

/** The command that a finished form gives. */
export function recordCommand(
  sessionId: string,
  visitor: VisitorState,
  values: RecordValues,
  endedAt: string,
): RecordReception {
  const { startedAt, demands, suggestions, guidance, weakLinks, focus, onTheSpot, explanation, competentBody } = values;
  const told = explanation.trim() !== '' || competentBody.trim() !== '' ? { told: { explanation, competentBody } } : {};
  const { manner, refusedWhy, signature } = values;
  return {
    type: 'recordReception',
    sessionId,
    visitorId: visitor.id,
    startedAt,
    endedAt: endedAt < startedAt ? startedAt : endedAt,
    demands,
    suggestions,
    guidance,
    weakLinks,
    focus,
    onTheSpot: onTheSpot.filter(({ what }) => what.trim() !== ''),
    ...told,
    matters: values.matters.map((one) => receivedMatter(one, visitor)),
    signature: {
      manner,
      ...(manner === 'refused' && { note: refusedWhy }),
      ...(manner === 'onScreen' && signature !== undefined && { attachment: signature }),
    },
  };
}
