import { contentKinds } from '@huiyin/domain';
import { caseFlags, caseStatuses, channels, implementationStates, receiptStates } from '@huiyin/domain/cases';
import {
  caseFlagName,
  channelName,
  contentKindName,
  implementationStateName,
  rateName,
  receiptStateName,
  statusName,
} from '@huiyin/domain/messages';
import type { CountedRate } from '@huiyin/domain/office';
import { createMemo, For, type JSX, Show } from 'solid-js';
import CloseIcon from '~icons/lucide/x';
import { listMessages as words } from '../messages/desk.zh-CN.ts';
import { implementationMessages } from '../messages/implementation.zh-CN.ts';
import { listToolMessages as tools } from '../messages/work-lists.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { type ListAddress, openValue, readRate } from '../ui/case-address.ts';
import { CheckField, SelectField, TextField } from '../ui/Field.tsx';
import { UnitPicker } from '../ui/UnitPicker.tsx';
import styles from './case-list.module.css';
import { useDesk } from './world.ts';

interface FilterProps {
  address: ListAddress;
  onSet: (change: ListAddress) => void;
  filtered: boolean;
  onClear: () => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The choices, and before them several at once where a link or a view has narrowed the list so. */
function withSeveral(given: string | undefined, choices: readonly Choice[]): readonly Choice[] {
  const named = given?.split('.') ?? [];
  if (given === undefined || named.length < 2) return choices;
  const label = choices.flatMap(({ value, label: name }) => (named.includes(value) ? [name] : [])).join('、');
  return label === '' ? choices : [{ value: given, label }, ...choices];
}

type AddressKey = keyof ListAddress;
const cleared = (keys: readonly AddressKey[]): ListAddress => Object.fromEntries(keys.map((key) => [key, '']));

/** What a link from a number has narrowed the list by, as words: it has no field here, and can be taken away. */
function ledBy(address: ListAddress): readonly { readonly text: string; readonly keys: readonly AddressKey[] }[] {
  const { closedFrom, closedTo, rate, topic } = address;
  const part = readRate(rate);
  const days = [closedFrom, closedTo].flatMap((day) => (day ? [day] : []));
  return [
    ...(days.length > 0
      ? [{ text: tools.closedIn([...new Set(days)]), keys: ['closedFrom', 'closedTo'] as const }]
      : []),
    ...(part ? [{ text: tools.inRate(rateNameOf(part.of), part.part), keys: ['rate'] as const }] : []),
    ...(topic ? [{ text: tools.onTopic(topic), keys: ['topic'] as const }] : []),
    ...(address.import ? [{ text: tools.imported, keys: ['import'] as const }] : []),
  ];
}

const rateNameOf = (rate: CountedRate): string =>
  rate === 'extended' || rate === 'extensionRequested' ? tools.extensionRates[rate] : rateName(rate);

/** The number that led here, in words: on a phone, too, it stands above the folded filters. */
export function LedBy(props: Pick<FilterProps, 'address' | 'onSet'>): JSX.Element {
  return (
    <Show when={ledBy(props.address).length > 0}>
      <div class={styles.ledBy}>
        <For each={ledBy(props.address)}>
          {({ text, keys }) => (
            <Button look="quiet" onClick={() => props.onSet(cleared(keys))} title={tools.drop(text)}>
              {text}
              <CloseIcon aria-label={tools.drop(text)} />
            </Button>
          )}
        </For>
      </div>
    </Show>
  );
}

type Conditions = Pick<FilterProps, 'address' | 'onSet'>;

/** One of a few, as the address has it; nothing chosen narrows nothing. */
function OneOf(props: Conditions & { label: string; by: AddressKey; choices: readonly Choice[] }): JSX.Element {
  return (
    <SelectField
      label={props.label}
      value={props.address[props.by] ?? ''}
      emptyWord={words.any}
      choices={withSeveral(props.address[props.by], props.choices)}
      onChange={(value) => props.onSet({ [props.by]: value })}
    />
  );
}

function Tick(props: Conditions & { label: string; by: AddressKey }): JSX.Element {
  return (
    <CheckField
      label={props.label}
      checked={props.address[props.by] === '1'}
      onChange={(checked) => props.onSet({ [props.by]: checked ? '1' : '' })}
    />
  );
}

function Day(props: Conditions & { label: string; by: AddressKey }): JSX.Element {
  return (
    <TextField
      label={props.label}
      type="date"
      value={props.address[props.by] ?? ''}
      onInput={(value) => props.onSet({ [props.by]: value })}
    />
  );
}

const choicesOf = <T extends string>(values: readonly T[], nameOf: (value: T) => string): readonly Choice[] =>
  values.map((value) => ({ value, label: nameOf(value) }));
const statuses = [{ value: openValue, label: tools.open }, ...choicesOf(caseStatuses, statusName)];
const carried = choicesOf(
  implementationStates.filter((state) => state !== 'none'),
  implementationStateName,
);
const receipts = choicesOf(receiptStates, receiptStateName);
const archived = [
  { value: '1', label: tools.archived },
  { value: '0', label: tools.notArchived },
];

/** What a list is narrowed by, beside its tabs and the search box. */
export function ListFilters(props: FilterProps): JSX.Element {
  const desk = useDesk();
  return (
    <div class={styles.filters}>
      <OneOf {...props} label={words.status} by="status" choices={statuses} />
      <OneOf {...props} label={words.channel} by="channel" choices={choicesOf(channels, channelName)} />
      <UnitPicker
        label={words.unit}
        value={props.address.unit ?? ''}
        emptyWord={words.any}
        units={desk.units()}
        onChange={(value) => props.onSet({ unit: value, ...(value === '' && { alone: '' }) })}
      />
      <Show when={props.address.unit}>
        <Tick {...props} label={tools.alone} by="alone" />
      </Show>
      <OneOf {...props} label={tools.kind} by="kind" choices={choicesOf(contentKinds, contentKindName)} />
      <OneOf {...props} label={tools.flag} by="flag" choices={choicesOf(caseFlags, caseFlagName)} />
      <Tick {...props} label={tools.mine} by="mine" />
      <Show when={props.filtered}>
        <Button look="quiet" onClick={props.onClear}>
          {words.clear}
        </Button>
      </Show>
      <MoreFilters address={props.address} onSet={props.onSet} />
    </div>
  );
}

const seldom = ['carried', 'receipt', 'archived', 'from', 'to', 'registered'] as const;

/** What lists are seldom narrowed by: folded away until one of them does; whoever empties a field finds the others still open. */
function MoreFilters(props: Conditions): JSX.Element {
  const used = () => seldom.some((key) => props.address[key]);
  const open = createMemo((was: boolean) => was || used(), false);
  return (
    <details class={styles.moreFilters} open={open()}>
      <summary>{tools.moreFilters}</summary>
      <div class={styles.filters}>
        <OneOf {...props} label={implementationMessages.state} by="carried" choices={carried} />
        <OneOf {...props} label={tools.receipt} by="receipt" choices={receipts} />
        <OneOf {...props} label={tools.archive} by="archived" choices={archived} />
        <Day {...props} label={tools.from} by="from" />
        <Day {...props} label={tools.to} by="to" />
        <Day {...props} label={tools.registered} by="registered" />
      </div>
    </details>
  );
}
