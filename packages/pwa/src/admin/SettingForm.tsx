import { parsePlainDate } from '@huiyin/domain';
import { fullDateText } from '@huiyin/domain/messages';
import { For, type JSX, Match, Show, Switch, untrack } from 'solid-js';
import { tell } from '../graphql/client.ts';
import { settingUnits, settingsMessages as words } from '../messages/settings.zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextAreaField, TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import { createAdminForm } from './admin-form.ts';
import calendarStyles from './calendar.module.css';
import styles from './settings.module.css';
import { ChangeSetting, type Setting, type SettingsAnswer, valueText, wordsOf } from './settings.ts';

/** Changes one switch: the value, from when, and why; below it what it was before. */
export function SettingForm(props: {
  setting: Setting;
  today: SettingsAnswer['today'];
  onDone: () => void;
  /** What stands there may be another thing by now. */
  onRefused: () => void;
}): JSX.Element {
  const { draft, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.setting.${props.setting.key}`),
    stands: () => ({ value: props.setting.value, validFrom: untrack(() => props.today) as string, reason: '' }), // a date as it is typed
    send: (typed, { value }) =>
      tell(ChangeSetting, { ...typed, key: props.setting.key, validFrom: day() ?? null, seen: { value } }),
    done: () => {
      toast(words.saved(wording().name));
      props.onDone();
    },
    refused: () => props.onRefused(),
  });
  const { values, set } = draft;
  const wording = () => wordsOf(props.setting.key);
  const day = () => {
    const read = parsePlainDate(values.validFrom);
    return read.ok ? read.value : undefined;
  };
  return (
    <form class={calendarStyles.stack} onSubmit={submit} novalidate>
      <p class="muted">{wording().meaning}</p>
      <ValueField setting={props.setting} value={values.value} onInput={(value) => set({ value })} />
      <TextField
        label={words.validFrom}
        hint={words.validFromHint}
        type="date"
        min={props.today}
        value={values.validFrom}
        onInput={(validFrom) => set({ validFrom })}
      />
      <TextAreaField
        label={words.reason}
        hint={words.reasonHint}
        value={values.reason}
        onInput={(reason) => set({ reason })}
        rows={2}
        maxlength={500}
      />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <StartOver
        draft={draft}
        said={(field, now) => (field === 'value' ? valueText(props.setting, String(now)) : undefined)}
      />
      <Button
        type="submit"
        look="primary"
        busy={busy()}
        disabled={values.reason.trim() === '' || values.value === '' || day() === undefined}
      >
        {words.save}
      </Button>
      <Show when={props.setting.versions.length > 0}>
        <section>
          <h3 class={styles.subTitle}>{words.history}</h3>
          <ol class={styles.history}>
            <For each={props.setting.versions}>
              {(version) => (
                <li>
                  <b>{valueText(props.setting, version.value)}</b> {words.from(fullDateText(version.validFrom))}
                  <span class={styles.basis}>
                    {words.setBy(version.setBy, instantText(version.setAt, props.today))} · {version.reason}
                  </span>
                </li>
              )}
            </For>
            <li>
              <b>{valueText(props.setting, props.setting.initial)}</b> {words.initial}
            </li>
          </ol>
        </section>
      </Show>
    </form>
  );
}

function ValueField(props: { setting: Setting; value: string; onInput: (value: string) => void }): JSX.Element {
  const choices = () =>
    props.setting.kind === 'switch' ? ['on', 'off'] : props.setting.kind === 'choice' ? props.setting.choices : [];
  const hint = () => {
    const { kind, least, most, unit } = props.setting;
    if (kind === 'number') return `${words.range(least ?? 0, most ?? 0)}（${settingUnits[unit ?? ''] ?? ''}）`;
    if (kind === 'hours') return words.hoursHint;
    return kind === 'opening' ? words.openingHint : undefined;
  };
  return (
    <Switch
      fallback={<TextField label={words.value} hint={hint()} value={props.value} onInput={props.onInput} required />}
    >
      <Match when={choices().length > 0}>
        <SelectField
          label={words.value}
          value={props.value}
          choices={choices().map((value) => ({ value, label: valueText(props.setting, value) }))}
          onChange={props.onInput}
        />
      </Match>
      <Match when={props.setting.kind === 'number'}>
        <TextField
          label={words.value}
          hint={hint()}
          inputmode="numeric"
          value={props.value}
          onInput={props.onInput}
          required
        />
      </Match>
    </Switch>
  );
}
