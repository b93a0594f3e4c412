import { type Citation, maskName, type PlainDate } from '@huiyin/domain';
import {
  answeringUnitId,
  type CaseClock,
  cameForReexamination,
  isOpinion,
  type JointPetition,
  nextDue,
  type PetitionCaseState,
  type Petitioner,
  procedures,
  reviewHierarchy,
  type Supervision,
  supervisedUnitId,
} from '@huiyin/domain/cases';
import { type Addressing, type DocumentData, type DocumentKind, documentRules } from '@huiyin/domain/documents';
import {
  channelName,
  citationsText,
  completionOutcomeName,
  contentKindName,
  deliveryMannerName,
  documentKindName,
  evaluationGradeName,
  fullDateText,
  onPaper,
  opinionConclusionName,
  petitionerKindName,
  petitionerText,
  reviewBodiesText,
  reviewBodyName,
  reviewResultName,
  routeOutcomeName,
  suggestionKindName,
  supervisionTriggerName,
} from '@huiyin/domain/messages';
import { maskText } from '@huiyin/domain/office';
import { documentWords as words } from '../../messages/documents.ts';
import { longMark } from './organ-title.ts';

/** What a paper is made of: the case as it stands after the act, and what only the moment knows. */
export interface PaperSource {
  readonly kind: DocumentKind;
  readonly state: PetitionCaseState;
  readonly issuer: string;
  /** Where it can be asked (联系方式); empty where it has said nothing. */
  readonly contact: string;
  /** Empty in a draft: a number is given only with the act (发文字号). */
  readonly number: string;
  readonly issuedOn: PlainDate | undefined;
  readonly actor: string;
  readonly today: PlainDate;
  /** To whom else it goes, and what lies with it. */
  readonly addressing: Addressing;
  /** 印发机关: the issuer's own office that prints it. */
  readonly printedBy: string;
  /** The statute that papers name (R63), as the bureau has set it. */
  readonly statute: string;
  unitName(id: string): string;
  personName(id: string): string;
}

/** The words that a paper is filled with, ready for print. What the kind may not name is not in it. */
export function documentData(source: PaperSource): DocumentData {
  return { ...commonData(source), ...ownData[source.kind](source) };
}

const day = (date: PlainDate | undefined): string => (date === undefined ? '' : fullDateText(date));
/** A last day that rests on a year whose days off are not announced is 暂定, on paper too. */
const dueDay = (clock: Pick<CaseClock, 'legalDue' | 'provisional'> | undefined): string =>
  clock === undefined ? '' : `${day(clock.legalDue)}${clock.provisional ? words.provisional : ''}`;
const basisText = (citations: readonly Citation[]): string =>
  // the bureau's own rules are cited by name too, but a letter rests on the statute first
  onPaper(citationsText(citations.toSorted((a, b) => rank(a) - rank(b))));
const rank = ({ regulation }: Citation): number => (regulation.startsWith('petitionRegulation') ? 0 : 1);

function commonData(source: PaperSource): DocumentData {
  const { kind, state, issuer, number, issuedOn, actor, contact, statute, unitName, addressing, printedBy, today } =
    source;
  const { matter } = state;
  const shown = documentRules[kind].names === 'masked' ? maskText : (text: string) => text;
  return {
    issuer,
    longIssuer: issuer.length > overDate ? issuer : '',
    longMark: longMark(issuer),
    number,
    issuedOn: day(issuedOn),
    caseNumber: state.number ?? '',
    petitioner: petitionerName(kind, state),
    matter: shown(matter.title),
    demand: shown(matter.demand),
    receivedOn: day(state.receivedOn),
    channel: channelName(state.channel),
    handlingUnit: unitName(state.handlingUnitId),
    actor,
    contact,
    statute,
    basis: basisText(documentRules[kind].citations),
    urgency: state.flags?.urgent || state.hotline?.urgent ? words.urgent : '',
    enclosures: enclosuresText(addressing.enclosures),
    manyEnclosures: enclosureCount(addressing.enclosures),
    copyTo: (addressing.copyTo ?? []).join('，'),
    printedBy,
    printedOn: day(today),
  };
}

/** Whom papers of a case name as responsible (责任人), by id. */
export function peopleNamed({ assignment, reexamination }: PetitionCaseState): readonly string[] {
  const responsible = [assignment?.responsible, reexamination?.entrusted?.responsible];
  const both = responsible.flatMap((those) => (those ? [those.headId, those.clerkId] : []));
  return assignment?.handlerId === undefined ? both : [...both, assignment.handlerId];
}

/** Characters of a line that a name has which stands over the middle of its date, four in from the right (GB/T 9704-2012, 7.3.5.1). */
const overDate = 15;

/** 附件：……; several are numbered, one under the other (GB/T 9704-2012, 7.3.4). */
function enclosuresText(names: readonly string[] = []): string {
  if (names.length < 2) return names.map(words.enclosure).join('');
  return names
    .map((name, place) => (place === 0 ? words.enclosure : words.furtherEnclosure)(`${place + 1}.${name}`))
    .join('\n');
}

/** Said only of several: templates set them otherwise than a single one. */
const enclosureCount = ({ length }: readonly string[] = []): string => (length < 2 ? '' : words.enclosures(length));

/** By the full name in what goes to the petitioner; an accuser is not named to who handles the case (Art 30). */
function petitionerName(kind: DocumentKind, { matter, compartment, joint }: PetitionCaseState): string {
  const { petitioner } = matter;
  const { names } = documentRules[kind];
  if (petitioner.anonymous) return words.anonymous;
  if (names === 'masked') return petitionerText(maskName(petitioner.name), joint);
  if (names === 'fullUnlessAccusation' && compartment === 'accusation') return words.withheld;
  const text = petitionerText(petitioner.name, joint);
  return joint && namesRepresentatives.includes(kind)
    ? `${text}${words.represented(elected(petitioner, joint))}`
    : text;
}

/** The file's own papers of who came: there the representatives (信访人代表, Art 20) stand by name. */
const namesRepresentatives: readonly DocumentKind[] = ['registrationForm', 'receptionRecord'];
const elected = ({ name }: Petitioner, { members }: JointPetition): readonly string[] => [
  name,
  ...members.filter(({ representative }) => representative).map((member) => member.name),
];

type Own = (source: PaperSource) => DocumentData;

const clockOf = (state: PetitionCaseState, id: CaseClock['clock']): CaseClock | undefined =>
  state.clocks.findLast(({ clock }) => clock === id);

/** By when the unit that has the case reports: its own clock of the newest assignment, else what binds first. */
const reportDue = (state: PetitionCaseState): CaseClock | undefined =>
  state.clocks.findLast(({ clock, state: standing }) => reporting.includes(clock) && standing === 'running') ??
  nextDue(state);
const reporting: readonly CaseClock['clock'][] = [
  'department-reply',
  'leader-reception-result',
  'hotline-reply',
  'district-reply',
];

const instructionText = ({ instructions = [] }: PetitionCaseState): string =>
  instructions.map(({ text, by, instructedOn }) => words.instruction(text, by.name, day(instructedOn))).join('\n');

const satisfactionText = ({ evaluation }: PetitionCaseState): string =>
  evaluation ? words.satisfaction(evaluationGradeName(evaluation.office), evaluationGradeName(evaluation.unit)) : '';

const lastSupervision = ({ supervisions }: PetitionCaseState): Supervision | undefined => supervisions?.at(-1);

const supervisionData: Own = ({ state, unitName }) => {
  const last = lastSupervision(state);
  return {
    handlingUnit: unitName(supervisedUnitId(state)),
    trigger: last ? supervisionTriggerName(last.trigger) : '',
    requirement: last?.requirement ?? '',
    suggestions: (last?.suggestions ?? []).map(suggestionKindName).join('、'),
    reportBy: dueDay(clockOf(state, 'supervision-report')),
    answer: last?.answer?.answer ?? '',
  };
};

/** A paper about an opinion names it by its number. */
const opinionNumber = ({ issued, documents = [] }: PetitionCaseState): string =>
  issued?.documentNumber ?? documents.findLast(({ kind }) => kind === 'handlingOpinion')?.number ?? '';

/** 复查 by the authority that has the case is named as that unit, by any other body as what it is. */
const reexaminedBy = ({ state: { reexamination, handlingUnitId }, unitName }: PaperSource): string => {
  if (reexamination === undefined) return '';
  return reexamination.body === 'districtAuthority' ? unitName(handlingUnitId) : reviewBodyName(reexamination.body);
};

const reconsideration = (which: 'reexamination' | 'finalReview'): Own => {
  return (source) => {
    const { state } = source;
    const done = state[which];
    const final = which === 'finalReview';
    const former = state.documents?.findLast(({ kind }) => kind === 'reexaminationOpinion');
    return {
      request: done?.request ?? '',
      ...(!final && { handlingUnit: source.unitName(answeringUnitId(state)) }),
      // another body's opinion bears a number that nobody here knows: it is named by its body
      paperNumber: final ? (former?.number ?? '') : opinionNumber(state),
      ...(final && { formerBody: reexaminedBy(source) }),
      result: done?.result ? reviewResultName(done.result) : '',
      opinion: done?.opinion ?? '',
      approvedBy: done?.approvedBy ?? '',
      // 复核 is asked for at the superior of the body that decided 复查 (Art 36)
      nextBody: final ? '' : reviewBodiesText(reviewHierarchy.reviews.bureau),
    };
  };
};

/** How a matter ended: completed, or, brought here for 复查 alone, by the bureau's opinion. */
function ending({ state, unitName }: PaperSource): DocumentData {
  const { completion, reexamination } = state;
  if (!cameForReexamination(state) || !reexamination?.result) {
    return {
      cause: completion?.cause ?? '',
      resolution: completion?.resolution ?? '',
      outcome: completion ? completionOutcomeName(completion.outcome) : '',
      repliedOn: day(completion?.repliedOn),
    };
  }
  const { entrusted, report, opinion, result, deliveredOn } = reexamination;
  return {
    ...(entrusted && { handlingUnit: unitName(entrusted.unitId) }),
    cause: report?.opinion ?? '',
    resolution: opinion ?? '',
    outcome: words.reexamined(reviewResultName(result)),
    repliedOn: day(deliveredOn),
  };
}

const ownData: Readonly<Record<DocumentKind, Own>> = {
  registrationForm: ({ state, unitName }) => ({
    petitionerKind: petitionerKindName(state.matter.petitioner.kind),
    phone: state.matter.petitioner.phone ?? '',
    relation: state.matter.petitioner.relation ?? '',
    contentKind: contentKindName(state.matter.facts.contentKind),
    route: `${routeOutcomeName(state.route.outcome)}（${unitName(state.handlingUnitId)}）`,
    earlierHandling: state.matter.earlierHandling || words.none,
    abstract: state.intake?.find(({ abstract }) => abstract !== undefined)?.abstract ?? '',
    instruction: instructionText(state),
    firstAsked: state.firstAsked?.first.person ?? '',
  }),
  assignmentForm: ({ state, unitName, personName }) => {
    const { assignment, transfer, reexamination } = state;
    // 复查 comes after all that was handed on for the answer
    const entrusted = reexamination?.entrusted;
    const given = entrusted ?? assignment ?? transfer;
    const { responsible } = entrusted ?? assignment ?? {};
    const handlerId = (entrusted ? undefined : assignment?.handlerId) ?? responsible?.clerkId ?? '';
    const { leaderName = '', instruction = '', entrustedOn } = entrusted ?? {};
    return {
      title: entrusted ? words.entrustForm : transfer ? words.transferForm : documentKindName('assignmentForm'),
      destination: unitName(given?.unitId ?? state.handlingUnitId),
      requirement: entrusted
        ? words.entrusting(reexamination.request, words.instruction(instruction, leaderName, day(entrustedOn)))
        : instructionText(state) || (transfer?.reason ?? ''),
      reportBy: dueDay(entrusted ? clockOf(state, 'reexamination-result') : reportDue(state)),
      responsible: responsible ? words.responsible(personName(responsible.headId), personName(handlerId)) : '',
      ...(entrusted && { basis: basisText(procedures.entrustReexamination.citations) }),
      phone: state.compartment === 'accusation' ? words.withheld : (state.matter.petitioner.phone ?? ''),
    };
  },
  supervisionForm: supervisionData,
  completionForm: (source) => ({
    ...ending(source),
    satisfaction: satisfactionText(source.state),
    instruction: instructionText(source.state),
  }),
  receptionRecord: ({ state, unitName }) => ({
    phone: state.matter.petitioner.phone ?? '',
    relation: state.matter.petitioner.relation ?? '',
    receivedBy: state.firstAsked?.first.person ?? '',
    receivedAt: day(state.receivedOn),
    venue: '',
    recorder: '',
    talk: state.matter.demand,
    guidance: '',
    decision: `${routeOutcomeName(state.route.outcome)}（${unitName(state.handlingUnitId)}）`,
  }),
  acceptanceNotice: ({ state }) => ({
    dueOn: state.reexamination ? '' : dueDay(clockOf(state, 'handling')),
    remark: state.notice?.reason ?? '',
  }),
  nonAcceptanceNotice: ({ state }) => ({
    reason: state.notice?.reason ?? '',
    lawExplanation: state.notice?.lawExplanation ?? '',
    competentBody: state.notice?.competentBody ?? '',
    // a matter that somebody handles already is not to be raised there once more (Art 19)
    inHandBy: state.route.outcome === 'pressHandling' ? (state.notice?.competentBody ?? '') : '',
  }),
  destinationNotice: ({ state, unitName }) => ({
    destination: unitName((state.transfer ?? state.assignment)?.unitId ?? state.handlingUnitId),
  }),
  extensionNotice: ({ state }) => {
    const clock = clockOf(state, 'handling');
    const extended = clock?.changes?.findLast((change) => change.type === 'extended');
    return {
      reason: extended?.reason ?? '',
      formerDue: day(clock?.original?.legalDue),
      extendedTo: dueDay(clock),
      approvedBy: extended?.approvedBy ?? '',
    };
  },
  handlingOpinion: ({ state }) => {
    const contents = state.issued?.contents ?? state.draft;
    const opinion = state.issued ? state.issued.document === 'handlingOpinion' : isOpinion(state);
    return {
      title: opinion ? words.handlingOpinion : words.reply,
      request: contents?.request ?? '',
      facts: contents?.facts ?? '',
      opinion: contents?.opinion ?? '',
      legalBasis: contents?.basis ?? '',
      conclusion: contents?.conclusion ? opinionConclusionName(contents.conclusion) : '',
      reexaminationBody: contents?.reexaminationBody ?? '',
    };
  },
  urgingLetter: ({ state, today, unitName }) => {
    const due = nextDue(state);
    return {
      handlingUnit: unitName(state.urgings?.at(-1)?.unitId ?? state.handlingUnitId),
      text: maskText(state.urgings?.at(-1)?.text ?? ''),
      dueOn: dueDay(due),
      standing: due ? words.standing(due.legalDue < today) : '',
    };
  },
  supervisionLetter: supervisionData,
  circularNotice: (source) => {
    const { circulated } = lastSupervision(source.state) ?? {};
    const { trigger = '', requirement = '', handlingUnit = '' } = supervisionData(source);
    return {
      handlingUnit,
      text: maskText(circulated?.text ?? ''),
      trigger,
      requirement,
      approvedBy: circulated?.approvedBy ?? '',
    };
  },
  deliveryReceipt: ({ state }) => {
    const { delivery, issued } = state;
    return {
      paper: issued?.document === 'reply' ? words.reply : words.handlingOpinion,
      paperNumber: opinionNumber(state),
      manner: delivery ? deliveryMannerName(delivery.manner) : '',
      deliveredOn: day(delivery?.deliveredOn),
      mailNumber: delivery?.mailNumber ?? '',
      signedBy: delivery?.signedBy ?? '',
      witnesses: (delivery?.witnesses ?? []).join('、'),
    };
  },
  reexaminationOpinion: reconsideration('reexamination'),
  finalReviewOpinion: reconsideration('finalReview'),
  completionReport: ({ state }) => {
    const { incoming, hotline, completion, senderReport } = state;
    return {
      sender: incoming?.from ?? (hotline ? words.hotlineCentre : ''),
      senderNumber: incoming?.number ?? hotline?.externalNumber ?? '',
      senderDate: day(incoming?.sentOn),
      text: senderReport?.result ?? completion?.resolution ?? '',
      outcome: completion ? completionOutcomeName(completion.outcome) : '',
      repliedOn: day(completion?.repliedOn),
    };
  },
};
