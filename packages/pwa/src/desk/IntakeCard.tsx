import { letterChannels, textLimits } from '@huiyin/domain/cases';
import { type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import type { Draft } from '../session/draft.ts';
import { Card } from '../ui/Card.tsx';
import { CheckField, SelectField, TextAreaField } from '../ui/Field.tsx';
import styles from './register.module.css';
import { channelOf, type RegisterValues } from './register.ts';
import { useDesk } from './world.ts';

/** 来信办理步骤 (R69): what has been done with the paper when it is registered, in its order. */
export function IntakeCard(props: { draft: Draft<RegisterValues> }): JSX.Element {
  const desk = useDesk();
  const values = () => props.draft.values;
  const leaders = () => desk.colleagues().filter(({ role }) => role === 'leader');
  return (
    <Show when={letterChannels.includes(channelOf(values()))}>
      <Card title={words.steps}>
        <div class={styles.stack}>
          <p class="muted small">{words.stepsHint}</p>
          <div class={styles.checks}>
            <CheckField
              label={words.opened}
              checked={values().opened}
              onChange={(checked) => props.draft.set('opened', checked)}
            />
            <Show when={values().opened}>
              <CheckField
                label={words.stamped}
                checked={values().stamped}
                onChange={(checked) => props.draft.set('stamped', checked)}
              />
            </Show>
          </div>
          <Show when={values().opened && values().stamped}>
            <p class="muted small">{words.numberedByUs}</p>
            <TextAreaField
              label={words.abstract}
              optionalWord={uiMessages.optional}
              rows={2}
              maxlength={textLimits.demand}
              value={values().abstract}
              onInput={(value) => props.draft.set('abstract', value)}
            />
            <Show when={values().abstract.trim() !== ''}>
              <SelectField
                label={words.submitTo}
                value={values().submitTo}
                emptyWord={words.submitLater}
                choices={leaders().map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(value) => props.draft.set('submitTo', value)}
              />
            </Show>
          </Show>
        </div>
      </Card>
    </Show>
  );
}
