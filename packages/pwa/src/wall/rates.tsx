import { countedRates, type RatePart } from '@huiyin/domain/office';
import { For, type JSX, Show } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { citationWords } from '../ui/citation.ts';
import { FigureTable } from '../ui/FigureTable.tsx';
import type { WallFigures } from './figures.ts';
import { hotlineYear, partOfRate } from './links.ts';
import { CasesLink, Panel } from './Panel.tsx';
import styles from './rates.module.css';
import { longMonthText } from './trends.tsx';

const percent = (value: number | null, digits = 1) =>
  value === null ? words.noRate : `${(100 * value).toFixed(digits)}%`;

type Rate = WallFigures['rates'][number];
/** The rates that are told large; the table tells all. */
const large: readonly string[] = [
  'timelyAcceptance',
  'onTimeReply',
  'implemented',
  'satisfactionOfUnit',
  'resolvedAtFirst',
  'repeated',
];

/** How many cases of a rate a part has. */
function amountOf({ numerator, denominator, notYetDue }: Rate, part: RatePart): number {
  const amounts = { numerator, denominator, rest: denominator - numerator, leftOut: notYetDue };
  return amounts[part];
}

/** One number of a rate, with its cases behind it. */
function PartLink(props: {
  rate: Rate;
  part: RatePart;
  since: WallFigures['ratesSince'];
  chart?: boolean;
}): JSX.Element {
  const count = () => amountOf(props.rate, props.part);
  const named = () => {
    const { key } = props.rate;
    return props.part === 'rest' ? (words.rest[key] ?? words.parts.rest) : words.parts[props.part];
  };
  return (
    <Show when={countedRates.find((one) => one === props.rate.key)} fallback={count()}>
      {(rate) => (
        <CasesLink
          filter={partOfRate(props.since, rate(), props.part)}
          count={count()}
          label={words.casesOf(props.rate.name, named(), count())}
          chart={props.chart ?? false}
        />
      )}
    </Show>
  );
}

/** On-time rates and their like: each with what it is made of, never alone. */
export function RatesPanel(props: { rates: readonly Rate[]; since: WallFigures['ratesSince'] }): JSX.Element {
  return (
    <Panel
      title={words.rates}
      part="rates"
      hint={words.ratesSince(longMonthText(props.since))}
      chart={
        <ul class={styles.grid}>
          <For each={props.rates.filter(({ key }) => large.includes(key))}>
            {(rate) => <LargeRate rate={rate} since={props.since} />}
          </For>
        </ul>
      }
      table={
        <FigureTable
          caption={words.rates}
          head={[
            words.rate,
            words.value,
            ...(['numerator', 'denominator', 'rest', 'leftOut'] as const).map((part) => words.parts[part]),
          ]}
          rows={props.rates}
          name={(rate) => (
            <>
              {rate.name}
              <small>{rate.made}</small>
            </>
          )}
          cells={(rate) => [
            percent(rate.value),
            <PartLink rate={rate} part="numerator" since={props.since} />,
            <PartLink rate={rate} part="denominator" since={props.since} />,
            <PartLink rate={rate} part="rest" since={props.since} />,
            <PartLink rate={rate} part="leftOut" since={props.since} />,
          ]}
        />
      }
    />
  );
}

/** What a leader looks for: the rate, what it is made of, and what fell short. */
function LargeRate(props: { rate: Rate; since: WallFigures['ratesSince'] }): JSX.Element {
  const link = (part: RatePart) => <PartLink rate={props.rate} part={part} since={props.since} chart />;
  const short = () => words.rest[props.rate.key];
  return (
    <li>
      <span>{props.rate.name}</span>
      <strong>{percent(props.rate.value)}</strong>
      <span class={styles.madeOf}>
        {link('numerator')} / {link('denominator')}
        <Show when={short() !== undefined && amountOf(props.rate, 'rest') > 0}>
          {' '}
          ·{' '}
          <span class={styles.short}>
            {short()} {link('rest')}
          </span>
        </Show>
        <Show when={props.rate.notYetDue > 0}>
          {' '}
          · {words.parts.leftOut} {link('leftOut')}
        </Show>
      </span>
    </li>
  );
}

/** 12345 续报率 against its 2 %: how much of the year's allowance is used. */
export function HotlineGauge(props: { hotline: NonNullable<WallFigures['hotline']> }): JSX.Element {
  const byRequests = () => props.hotline.reading === 'requested';
  const counted = () => (byRequests() ? props.hotline.requested : props.hotline.extended);
  const share = () => (props.hotline.received === 0 ? 0 : counted() / props.hotline.received);
  // Its limits lie at 1.5 % and 2 %: 1.49 % must not read as the first of them.
  const rate = () => percent(props.hotline.received === 0 ? null : share(), 2);
  const extended = () => (byRequests() ? words.hotlineRequested : words.hotlineExtended);
  // The gauge ends at 4 %: the limit stands in its middle.
  const width = () => `${Math.min(100, share() * 2_500)}%`;
  const state = () => words.hotlineState[props.hotline.state] ?? '';
  const basis = () => props.hotline.citations.map(citationWords).join('、');
  const link = (part: 'numerator' | 'denominator', chart: boolean) => {
    const count = () => (part === 'numerator' ? counted() : props.hotline.received);
    const name = () => (part === 'numerator' ? extended() : words.hotlineReceived);
    return (
      <CasesLink
        filter={hotlineYear(props.hotline.year, part, props.hotline.reading)}
        count={count()}
        label={words.casesOf(words.hotline, name(), count())}
        chart={chart}
      />
    );
  };
  return (
    <Panel
      title={words.hotline}
      part="hotline"
      hint={`${props.hotline.year}年 · ${basis()}`}
      chart={
        <div class={styles.gauge} data-state={props.hotline.state}>
          <p>
            <strong>{rate()}</strong> {state()}
          </p>
          <div class={styles.gaugeBar}>
            <i style={{ width: width() }} />
            <b title={words.hotlineLimit} />
          </div>
          <p class={styles.madeOf}>
            {extended()} {link('numerator', true)} / {words.hotlineReceived} {link('denominator', true)} ·{' '}
            {words.hotlineLeft(props.hotline.allowanceLeft)}
          </p>
        </div>
      }
      table={
        <FigureTable
          caption={words.hotline}
          head={[words.rate, words.value, extended(), words.hotlineReceived, words.hotlineState.left ?? '']}
          rows={[props.hotline]}
          name={() => `${words.hotline}（${state()}）`}
          cells={({ allowanceLeft }) => [rate(), link('numerator', false), link('denominator', false), allowanceLeft]}
        />
      }
    />
  );
}
