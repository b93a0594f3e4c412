import { type CaseCommand, procedures } from '@huiyin/domain/cases';
import { commandName } from '@huiyin/domain/messages';
import { useNavigate } from '@solidjs/router';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { unsentMessages as words } from '../messages/race.zh-CN.ts';
import { dropDraft, type Unsent, unsentDrafts } from '../session/draft.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './case.module.css';
import type { Seen } from './case-form.tsx';
import { concedeAll } from './commands.ts';

/** A form that waits: of which case, of which command. */
interface Waiting {
  readonly name: string;
  readonly caseId: string;
  readonly command: CaseCommand['type'] | undefined;
  readonly label: string;
}

const isCommand = (name: string): name is CaseCommand['type'] => Object.hasOwn(procedures, name);

function waiting({ name, seen }: Unsent): Waiting | undefined {
  if (name === 'register') return { name, caseId: '', command: undefined, label: words.registration };
  const [command = '', caseId = ''] = name.split('.');
  if (!isCommand(command)) return undefined;
  const { number = '' } = (seen ?? {}) as Partial<Seen>; // what forms on a case keep beside their text
  return { name, caseId, command, label: `${commandName(command)} ${number}`.trim() };
}

/**
 * What this person has typed and not sent (an interruption, a window loaded anew, a session that ended): to be gone on with,
 * on the page of its case or from 待办. With a case, only what belongs to it.
 */
export function UnsentDrafts(props: {
  caseId?: string;
  onOpen?: (command: string) => void;
  onDropped?: () => void;
}): JSX.Element {
  const navigate = useNavigate();
  const [all, setAll] = createSignal(unsentDrafts().flatMap((one) => waiting(one) ?? []));
  const mine = () => all().filter(({ caseId }) => props.caseId === undefined || caseId === props.caseId);
  const [dropping, setDropping] = createSignal<Waiting>();
  const drop = async () => {
    const { name = '', caseId = '', command } = dropping() ?? {};
    dropDraft(name);
    setAll(all().filter((one) => one.name !== name));
    setDropping(undefined);
    // what came too late of it waits for nobody either
    if (command) await concedeAll(caseId, command);
    props.onDropped?.();
  };
  const open = ({ command, caseId }: Waiting) => {
    if (command === undefined) navigate('/desk/register');
    else if (props.onOpen) props.onOpen(command);
    else navigate(`/desk/cases/${caseId}?do=${command}`);
  };
  return (
    <Show when={mine().length > 0}>
      <div class={`${styles.card} no-print`} data-testid="unsent">
        <Notice tone="caution">
          <b>{words.title}</b>
          <ul class={styles.unsent}>
            <For each={mine()}>
              {(one) => (
                <li>
                  <span>{one.label}</span>
                  <Button look="quiet" onClick={() => open(one)}>
                    {words.goOn}
                  </Button>
                  <Button look="quiet" onClick={() => setDropping(one)}>
                    {words.throwAway}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Notice>
        <ConfirmSheet
          open={dropping() !== undefined}
          title={words.dropTitle}
          body={words.dropBody(dropping()?.label ?? '')}
          confirm={words.drop}
          onConfirm={() => void drop()}
          onClose={() => setDropping(undefined)}
        />
      </div>
    </Show>
  );
}
