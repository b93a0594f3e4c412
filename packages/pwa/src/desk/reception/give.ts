import type { ReceptionCommand } from '@huiyin/domain/receptions';
import { createSignal } from 'solid-js';
import type { Problem } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { toast } from '../../ui/Notice.tsx';
import { topSheetPlace } from '../../ui/Sheet.tsx';
import { createSender } from '../commands.ts';

/** Gives reception commands: what a rule refuses is said once, beside the field it names or else at the sheet's foot or on the page. */
export function createGive(done: () => void) {
  const sender = createSender();
  const [problem, setProblem] = createSignal<Problem>();
  const [path, setPath] = createSignal<string>();
  const [beside, setBeside] = createSignal(false);
  const clear = () => {
    setProblem(undefined);
    setPath(undefined);
    setBeside(false);
  };
  /** True when it was done. */
  const give = async (command: ReceptionCommand, said: string = receptionWords.done): Promise<boolean> => {
    clear();
    const sent = await sender.send(command);
    if (sent.kind === 'done') {
      toast(said);
      done();
      return true;
    }
    setProblem(sent.problem);
    setPath(sent.kind === 'refused' ? sent.path : undefined);
    const field = topSheetPlace()?.closest('dialog')?.querySelector<HTMLElement>('[aria-invalid="true"]');
    setBeside(field != null);
    field?.focus();
    // Somebody else has been faster: show what is there now.
    if (sent.kind !== 'unsent') done();
    return false;
  };
  const errorAt = (wanted: string) => (path() === wanted ? problem()?.message : undefined);
  /** What no field says. */
  const elsewhere = () => (beside() ? undefined : problem());
  return { give, busy: sender.busy, problem: elsewhere, errorAt, clear };
}
export type Give = ReturnType<typeof createGive>;
