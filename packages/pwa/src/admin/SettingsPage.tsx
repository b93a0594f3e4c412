import { citationsText, fullDateText } from '@huiyin/domain/messages';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { fixedReadings, settingGroups, settingsMessages as words } from '../messages/settings.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { citationWords } from '../ui/citation.ts';
import { LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import calendarStyles from './calendar.module.css';
import { SettingForm } from './SettingForm.tsx';
import styles from './settings.module.css';
import { type Setting, type SettingsAnswer, SettingsQuery, valueText, wordsOf } from './settings.ts';

/** /admin/settings: every switch of the bureau with its meaning, article, present value and who set it. */
export function SettingsPage(): JSX.Element {
  const answer = createAnswer(SettingsQuery, () => ({}));
  const [changing, setChanging] = createSignal<string>();
  const settingOf = (key: string | undefined) => answer.data()?.settings.find((one) => one.key === key);
  const done = () => {
    setChanging(undefined);
    answer.refetch();
  };
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <div class={calendarStyles.head}>
        <h1>{words.title}</h1>
      </div>
      <p class="muted">{words.intro}</p>
      <Show when={answer.problem()}>{(known) => <ProblemNotice problem={known()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <>
            <For each={settingGroups}>
              {(group) => (
                <Card title={group.title}>
                  <ul class={styles.list}>
                    <For each={group.keys}>
                      {(key) => (
                        <Show when={settingOf(key)}>
                          {(setting) => (
                            <Row setting={setting()} today={data().today} onChange={({ key }) => setChanging(key)} />
                          )}
                        </Show>
                      )}
                    </For>
                  </ul>
                </Card>
              )}
            </For>
            <FixedReadings />
          </>
        )}
      </Show>
      <Sheet
        open={changing() !== undefined}
        title={words.changeOf(wordsOf(changing() ?? '').name)}
        onClose={() => setChanging(undefined)}
      >
        <Show when={settingOf(changing())}>
          {(setting) => (
            <SettingForm
              setting={setting()}
              today={answer.data()?.today ?? todayHere()}
              onDone={done}
              onRefused={answer.refetch}
            />
          )}
        </Show>
      </Sheet>
    </>
  );
}

/** What is read in one way for good, so that nobody looks for its switch. */
function FixedReadings(): JSX.Element {
  return (
    <Card title={words.fixed}>
      <p class="muted">{words.fixedIntro}</p>
      <ul class={styles.list} data-testid="fixed-readings">
        <For each={fixedReadings}>
          {(reading) => (
            <li class={styles.row}>
              <div class={styles.what}>
                <b>{reading.name}</b>
                <span class={styles.meaning}>{reading.meaning}</span>
                <span class={styles.basis}>{citationsText(reading.citations)}</span>
              </div>
            </li>
          )}
        </For>
      </ul>
    </Card>
  );
}

function Row(props: {
  setting: Setting;
  today: SettingsAnswer['today'];
  onChange: (setting: Setting) => void;
}): JSX.Element {
  const wording = () => wordsOf(props.setting.key);
  const present = () => props.setting.versions.find(({ validFrom }) => validFrom <= props.today);
  const upcoming = () => props.setting.versions.filter(({ validFrom }) => validFrom > props.today);
  return (
    <li class={styles.row} data-setting={props.setting.key}>
      <div class={styles.what}>
        <b>{wording().name}</b>
        <span class={styles.meaning}>{wording().meaning}</span>
        <Show when={props.setting.citations.length > 0}>
          <span class={styles.basis}>{props.setting.citations.map(citationWords).join(' · ')}</span>
        </Show>
      </div>
      <div class={styles.value}>
        <b>{valueText(props.setting, props.setting.value)}</b>
        <span class={styles.basis}>
          <Show when={present()} fallback={words.initial}>
            {(version) => <>{words.setBy(version().setBy, instantText(version().setAt, props.today))}</>}
          </Show>
        </span>
        <For each={upcoming()}>
          {(version) => (
            <span class={styles.upcoming}>
              {words.upcoming(fullDateText(version.validFrom), valueText(props.setting, version.value))}
            </span>
          )}
        </For>
      </div>
      <Button onClick={() => props.onChange(props.setting)} aria-label={words.changeOf(wording().name)}>
        {words.change}
      </Button>
    </li>
  );
}
