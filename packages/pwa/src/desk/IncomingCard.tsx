import { channels, firstAskedChannels } from '@huiyin/domain/cases';
import { channelName, petitionSourceName } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uiMessages } from '../messages/zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { CheckField, ChoiceField, SelectField, TextField } from '../ui/Field.tsx';
import { todayHere } from '../ui/time.ts';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import type { UnitRow } from './documents.ts';
import styles from './register.module.css';
import { channelOf, incomingFields, type PartProps, passingSources, sourceOf } from './register.ts';

/** 来源: the channel, the day of receipt, and what the paper or message of that channel says of itself (R23, R65, R80–R84). */
export function IncomingCard(props: PartProps & { units: readonly UnitRow[] }): JSX.Element {
  const values = () => props.draft.values;
  const channel = () => channelOf(values());
  const asked = () => incomingFields[channel()] ?? {};
  return (
    <Card title={words.channelTitle}>
      <div class={styles.stack}>
        <ChoiceField
          legend={words.channel}
          name="channel"
          value={channel()}
          choices={channels.filter((one) => one !== 'outreach').map((value) => ({ value, label: channelName(value) }))}
          onChange={(value) => props.draft.set('channel', value)}
          {...props.at('channel')}
        />
        <div class={`${styles.grid} ${styles.few}`}>
          <TextField
            label={words.receivedOn}
            type="date"
            max={todayHere()}
            value={values().receivedOn}
            onInput={(value) => props.draft.set('receivedOn', value)}
            {...props.at('receivedOn')}
            required
          />
          <Show when={channel() === 'transferred'}>
            <SelectField
              label={words.source}
              value={sourceOf(values())}
              choices={passingSources.map((value) => ({ value, label: petitionSourceName(value) }))}
              onChange={(value) => props.draft.set('source', value)}
              {...props.at('source')}
            />
          </Show>
          <Show when={asked().from}>
            {(label) => (
              <TextField
                label={label()}
                optionalWord={channel() === 'transferred' ? undefined : uiMessages.optional}
                value={values().from}
                onInput={(value) => props.draft.set('from', value)}
                {...props.at('incoming.from')}
                required={channel() === 'transferred'}
              />
            )}
          </Show>
          <Show when={asked().number}>
            {(label) => (
              <TextField
                label={label()}
                optionalWord={uiMessages.optional}
                value={values().number}
                onInput={(value) => props.draft.set('number', value)}
                {...props.at('incoming.number')}
              />
            )}
          </Show>
          <Show when={asked().sentOn}>
            {(label) => (
              <TextField
                label={label()}
                optionalWord={uiMessages.optional}
                type="date"
                max={todayHere()}
                value={values().sentOn}
                onInput={(value) => props.draft.set('sentOn', value)}
                {...props.at('incoming.sentOn')}
              />
            )}
          </Show>
          <Show when={channel() === 'transferred'}>
            <TextField
              label={words.superiorDue}
              optionalWord={uiMessages.optional}
              hint={words.superiorDueHint}
              type="date"
              value={values().superiorDue}
              onInput={(value) => props.draft.set('superiorDue', value)}
              {...props.at('incoming.dueOn')}
            />
          </Show>
          <Show when={channel() === 'hotline'}>
            <HotlineFields {...props} />
          </Show>
          <Show when={firstAskedChannels.includes(channel())}>
            <AskedFields {...props} />
          </Show>
        </div>
      </div>
    </Card>
  );
}

function HotlineFields(props: PartProps): JSX.Element {
  const values = () => props.draft.values;
  return (
    <>
      <TextField
        label={words.hotlineNumber}
        value={values().hotlineNumber}
        onInput={(value) => props.draft.set('hotlineNumber', value)}
        {...props.at('hotline.externalNumber')}
        required
      />
      <TextField
        label={words.hotlineDue}
        type="date"
        value={values().hotlineDue}
        onInput={(value) => props.draft.set('hotlineDue', value)}
        {...props.at('hotline.dueOn')}
        required={values().urgent}
      />
      <CheckField
        label={words.urgent}
        checked={values().urgent}
        onChange={(checked) => props.draft.set('urgent', checked)}
      />
    </>
  );
}

/** 首问负责制 (R23): whoever takes the visitor or the call down, unless another was asked first. */
function AskedFields(props: PartProps & { units: readonly UnitRow[] }): JSX.Element {
  const values = () => props.draft.values;
  return (
    <>
      <UnitPicker
        label={words.askedUnit}
        emptyWord={uiMessages.choose}
        value={values().askedUnitId}
        units={props.units}
        onChange={(value) => props.draft.set('askedUnitId', value)}
        {...props.at('firstAsked.unitId')}
      />
      <TextField
        label={words.askedPerson}
        hint={words.askedHint}
        value={values().askedPerson}
        onInput={(value) => props.draft.set('askedPerson', value)}
        {...props.at('firstAsked.person')}
      />
    </>
  );
}
