import type { PlainDate } from '@huiyin/domain';
import { type CaseCommand, decide, type World } from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { Problem } from '../graphql/client.ts';
import { formMessages as words } from '../messages/desk.zh-CN.ts';
import { raceMessages } from '../messages/race.zh-CN.ts';
import { remedyMessages } from '../messages/remedy.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import type { Settlement } from '../offline/types.ts';
import { type Draft, sentFrom } from '../session/draft.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import styles from './case.module.css';
import { createSender, openConflicts } from './commands.ts';
import type { PetitionCase } from './documents.ts';
import { MendWays } from './MendWays.tsx';
import { RaceFields } from './RaceFields.tsx';
import { raceOf, type Side, settledRace } from './race.ts';
import { caseState, useDesk } from './world.ts';

/** What every form that changes a case is given. */
export interface CaseFormProps {
  it: PetitionCase;
  today: PetitionCase['receivedOn'];
  refetch: () => void;
  onDone: () => void;
  onCancel: () => void;
  /** Another form in its place. */
  onInstead: (command: string) => void;
}

/** The part of a form that has nothing to do with its fields: sending, refusals by field, and the lost race. */
export interface CaseForm {
  readonly busy: () => boolean;
  /** The refusal that belongs to the field of that name. */
  readonly errorOf: (field: string) => string | undefined;
  /** Sends the form, when the rules find nothing wrong with it here. */
  readonly submit: (event: SubmitEvent) => void;
  /** The notices above the fields. */
  readonly Notices: () => JSX.Element;
}

type Values = Readonly<Record<string, string | boolean>>;
/** A side of a lost race, as its settlement is told to the server. */
const choiceOf = { mine: 'mine', theirs: 'theirs', both: 'combined' } as const;

/** What a person had seen of the case when they began to write: its version, its entries, and what stood in it of the form. */
export interface Seen {
  readonly number: string;
  readonly version: number;
  readonly events: readonly string[];
  readonly base: Values;
}

/** The case as it is on the screen now. */
export function seenIn(it: PetitionCase, base: Values): Seen {
  return { number: it.number ?? '', version: it.version, events: it.timeline.map(({ id }) => id), base };
}

/** What a form holds, what stands of it in the case now, and how its fields are said. */
interface RaceParts {
  readonly values: () => Values;
  readonly stands: () => Values;
  /** The form with nothing typed. */
  readonly blank: () => Values;
  readonly set: (values: Values) => void;
  /** Fields that can hold both texts. */
  readonly texts: readonly string[];
  readonly labelOf: (field: string) => string;
  readonly textOf: (field: string, value: string | boolean) => string;
}

/** What one form adds: its fields, the command they make, what is said when it is done. */
interface CaseFormParts {
  readonly fields: readonly string[];
  /** Fields that only the server can judge, which knows more of the case than the screen shows. */
  readonly serverFields?: readonly string[];
  /** The command as the form stands, answering for the version the person has seen. */
  readonly command: (version: number) => CaseCommand;
  /** The same command with something in that field, so that the rules look further; undefined when nothing would do. */
  readonly mend?: (command: CaseCommand, field: string) => CaseCommand | undefined;
  /** Fields that hold nothing, each with what to do: looked at before the rules are asked. */
  readonly missing?: () => Readonly<Record<string, string>>;
  /** Under which its text is kept, and a try without an answer beside it. */
  readonly name: string;
  /** The fields themselves, for a lost race. */
  readonly race: RaceParts;
  /** Told when another was faster, on this case or on the one that the form names. */
  readonly onConflict?: () => void;
  /** Asked once more before it is sent: what cannot simply be taken back, and what would mend it. */
  readonly confirm?: () => { readonly act: string; readonly body: string } | undefined;
  readonly done: string;
  readonly draft: Pick<Draft<Record<string, string | boolean>, Seen>, 'seen' | 'look'> & { readonly clear: () => void };
}

/** What the rules say to a command on this case, as far as this screen knows. */
export function foresee(command: CaseCommand, it: PetitionCase, world: World): ReturnType<typeof decide> {
  const state = caseState(it);
  return decide(
    {
      petitionCase: (id) => (id === state.id ? state : undefined),
      outreachVisit: () => undefined,
      receptionSession: () => undefined,
    },
    command,
    world,
  );
}

/** Everything the rules refuse in the fields, each mended in a copy so that they look further; the rest is the server's. */
function faultsIn(
  command: CaseCommand,
  it: PetitionCase,
  world: World,
  parts: Pick<CaseFormParts, 'fields' | 'serverFields' | 'mend'>,
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  let asked: CaseCommand | undefined = command;
  while (asked !== undefined) {
    const decided = foresee(asked, it, world);
    const field = decided.ok ? '' : lastOf(decided.path);
    const judged = parts.fields.includes(field) && parts.serverFields?.includes(field) !== true;
    if (decided.ok || !judged || field in faults) return faults;
    faults[field] = refusalMessage(decided);
    asked = parts.mend === undefined ? filledIn(asked, field, world.today) : parts.mend(asked, field);
  }
  return faults;
}

/** The same command with something in one of its own fields. */
function filledIn(command: CaseCommand, field: string, today: PlainDate): CaseCommand {
  return { ...command, [field]: field.endsWith('On') ? today : '…' } as CaseCommand; // one of its own fields, filled in
}

/** What was refused is in view and the keys are at it: the field at fault, or else the button that would send it again. */
function toFault(form: HTMLElement | null): void {
  queueMicrotask(() => {
    form?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
    const place =
      form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form?.querySelector<HTMLElement>('[type="submit"]');
    place?.focus({ preventScroll: true });
  });
}

/** What others have done since is looked at first: the choices it asks for, or else the button that takes it in. */
function toNews(form: HTMLElement | null): void {
  const place = form?.querySelector<HTMLElement>('[data-testid="news"] :is(input, button:enabled)');
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}

const lastOf = (path: string | undefined): string => path?.split('.').at(-1) ?? '';

/**
 * A form on one case. When someone else changed the case meanwhile, it says who and what (the timeline's newer entries)
 * and lets the person go on with their own text upon the new version: nothing typed is lost, nothing is overwritten unseen.
 */
export function createCaseForm(props: CaseFormProps, parts: CaseFormParts): CaseForm {
  const desk = useDesk();
  const sender = createSender(sentFrom(parts.name));
  const [tried, setTried] = createSignal(false);
  const [confirming, setConfirming] = createSignal<{ readonly act: string; readonly body: string }>();
  const { seen } = parts.draft;
  const [refusal, setRefusal] = createSignal<{ problem: Problem; path: string | undefined; unsent: boolean }>();
  const newer = () => props.it.timeline.filter(({ id }) => !seen().events.includes(id));
  const overtaken = () => props.it.version !== seen().version;
  const [sides, setSides] = createSignal<Readonly<Record<string, Side>>>({});
  const race = createMemo(() =>
    overtaken()
      ? raceOf(seen().base, parts.race.values(), parts.race.stands(), parts.race.blank(), parts.race.texts)
      : { contests: [], theirs: [] },
  );
  /** Why the act cannot be done any more, where what others did has ruled it out: known before anybody chooses. */
  const ruledOut = () => {
    // one's own try without an answer may be what has been done
    if (sender.unanswered()) return undefined;
    const { type } = parts.command(seen().version);
    return props.it.actions.find(({ command, allowed }) => command === type && !allowed)?.message;
  };
  const undecided = () => race().contests.some(({ field }) => sides()[field] === undefined);
  /** What was chosen in races that are settled, by field. */
  let chosen: Settlement['fields'] = {};
  const accept = () => {
    const { contests, theirs } = race();
    const choices = contests.map(({ field }) => [field, choiceOf[sides()[field] ?? 'mine']] as const);
    const taken = theirs.map(({ field }) => [field, 'theirs'] as const);
    chosen = { ...chosen, ...Object.fromEntries([...choices, ...taken]) };
    parts.race.set(settledRace(race(), (field) => sides()[field]));
    setSides({});
    parts.draft.look(seenIn(props.it, parts.race.stands()));
    setRefusal(undefined);
  };
  const faults = createMemo((): Readonly<Record<string, string>> => {
    if (!tried()) return {};
    const missing = parts.missing?.() ?? {};
    const gaps = Object.keys(missing);
    const judged = { ...parts, serverFields: [...(parts.serverFields ?? []), ...gaps] };
    const given = parts.command(seen().version);
    const whole = gaps.reduce((command, gap) => parts.mend?.(command, gap) ?? command, given);
    return { ...faultsIn(whole, props.it, desk.world(props.today), judged), ...missing };
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sender.busy()) return;
    const { currentTarget: form } = event;
    // sent upon what stood before, it could only come too late; but a try without an answer is asked for again
    if (overtaken() && !sender.unanswered()) {
      toNews(form as HTMLElement | null); // a submit comes from its form
      return;
    }
    setRefusal(undefined);
    setTried(true);
    if (Object.keys(faults()).length > 0) {
      queueMicrotask(() => (form as HTMLElement | null)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()); // a submit comes from its form
      return;
    }
    const asked = parts.confirm?.();
    if (asked) setConfirming(asked);
    else await send();
    if (refusal()) toFault(form as HTMLElement | null); // a submit comes from its form
  };
  const send = async () => {
    setConfirming(undefined);
    const command = parts.command(seen().version);
    const sent = await sender.send(command, chosen, openConflicts(props.it.conflicts, command.type).at(-1)?.id);
    if (sent.kind === 'done') {
      setTried(false);
      parts.draft.clear();
      toast(parts.done);
      props.onDone();
      return;
    }
    if (sent.kind === 'conflict') {
      props.refetch();
      parts.onConflict?.();
    }
    const path = sent.kind === 'refused' ? sent.path : undefined;
    setRefusal({ problem: sent.problem, path, unsent: sent.kind === 'unsent' });
  };

  /** How what stands already is put right instead. */
  const Ways = () => (
    <MendWays it={props.it} today={props.today} act={parts.command(seen().version).type} onChoose={props.onInstead} />
  );

  return {
    busy: sender.busy,
    errorOf: (field) => faults()[field] ?? (lastOf(refusal()?.path) === field ? refusal()?.problem.message : undefined),
    submit: (event) => void submit(event),
    Notices: () => (
      <>
        <Show when={overtaken()}>
          <Notice tone="caution">
            <b>{words.conflictTitle}</b>
            <ul>
              <For each={newer()}>
                {(entry) => (
                  <li>
                    {words.conflictWho(
                      entry.actorName,
                      `${entry.title} ${entry.detail}`,
                      instantText(entry.receivedAt, props.today),
                    )}
                  </li>
                )}
              </For>
            </ul>
            <Show when={ruledOut()} fallback={<small>{words.conflictHint}</small>}>
              {(why) => (
                <>
                  <p data-testid="ruled-out">
                    {why()}
                    <small>{raceMessages.ruledOut}</small>
                  </p>
                  <Ways />
                </>
              )}
            </Show>
            <div data-testid="news">
              <RaceFields
                {...race()}
                labelOf={parts.race.labelOf}
                textOf={parts.race.textOf}
                chosen={(field) => sides()[field]}
                onChoose={(field, side) => setSides({ ...sides(), [field]: side })}
              />
              <div class={styles.actions}>
                <Button disabled={undecided()} onClick={accept}>
                  {race().contests.length > 0 ? raceMessages.choose : words.conflictReload}
                </Button>
              </div>
            </div>
          </Notice>
        </Show>
        {/* A try whose answer was lost may itself be what has come in between: that it was lost is said all the same. */}
        <Show
          when={(!overtaken() || refusal()?.unsent) && !parts.fields.includes(lastOf(refusal()?.path)) && refusal()}
        >
          {(found) => (
            <>
              <ProblemNotice problem={found().problem} />
              <Show when={ruledOut()}>
                <Ways />
              </Show>
            </>
          )}
        </Show>
        <Show when={confirming()}>
          {(asked) => (
            <ConfirmSheet
              open
              title={remedyMessages.confirmTitle(asked().act)}
              body={asked().body}
              confirm={remedyMessages.confirm(asked().act)}
              onConfirm={() => void send()}
              onClose={() => setConfirming(undefined)}
            />
          )}
        </Show>
      </>
    ),
  };
}

/** The two buttons at the end of a form. */
export function FormButtons(props: { submit: string; busy: boolean; onCancel: () => void }): JSX.Element {
  return (
    <div class={styles.actions}>
      <Button type="submit" look="primary" busy={props.busy}>
        {props.submit}
      </Button>
      <Button onClick={props.onCancel}>{uiMessages.cancel}</Button>
    </div>
  );
}
