import { contentKinds, type PlainDate } from '@huiyin/domain';
import { bookingChannelName, contentKindName, dateText } from '@huiyin/domain/messages';
import { batchStart, bookingCutOff, freeBatch, type VisitMatter } from '@huiyin/domain/receptions';
import { type JSX, Show, untrack } from 'solid-js';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { uuidv7 } from '../../offline/uuid.ts';
import { clockNow } from '../../reception/times.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { UnitPicker } from '../../ui/UnitPicker.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { type EarlierCase, EarlierCases } from './EarlierCases.tsx';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

/** A form of flat values, so that it can be kept. A type and not an interface: only that may be read by any name. */
type Values = {
  visitorId: string;
  name: string;
  phone: string;
  title: string;
  demand: string;
  contentKind: VisitMatter['contentKind'];
  unitId: string;
  persons: string;
  collective: boolean;
  told: boolean;
  channel: string;
  bookedOn: string;
  documentsSeen: string;
  entering: string;
  at: string;
  askedUnit: string;
  askedPerson: string;
  /** Chosen {@link EarlierCase}s, as JSON. */
  earlier: string;
};

/**
 * 登记约访 (R42, R43) or 临时来访 (R46, R87): who comes and what about; the next batch or the place behind the appointments.
 * What is typed is kept until it is sent: a window that is loaded anew or a sheet that is closed by a stray click loses nothing.
 */
export function BookingForm(props: { screen: SessionScreen; walkIn: boolean; onDone: () => void }): JSX.Element {
  const desk = useDesk();
  const session = () => props.screen.session;
  const { give } = props.screen;
  const empty = (): Values => ({
    visitorId: uuidv7(),
    name: '',
    phone: '',
    title: '',
    demand: '',
    contentKind: 'appeal',
    unitId: '',
    persons: '1',
    collective: false,
    told: false,
    channel: 'telephone',
    bookedOn: props.screen.today,
    documentsSeen: '',
    entering: '1',
    at: clockNow(),
    askedUnit: '',
    askedPerson: '',
    earlier: '[]',
  });
  const draft = createDraft(
    untrack(() => `reception.${props.walkIn ? 'walkIn' : 'booking'}.${session().id}`),
    empty,
    { given: ['visitorId', 'bookedOn', 'at'] },
  );
  const { values, set: setValues } = draft;
  const earlier = () => JSON.parse(values.earlier) as EarlierCase[]; // written below alone
  const cutOff = () => bookingCutOff(session().date, props.screen.settings.cutOffDays);
  const batch = () => freeBatch(session(), props.screen.settings.batches);
  const matter = (): VisitMatter => ({
    petitioner: { kind: 'person', name: values.name, ...(values.phone !== '' && { phone: values.phone }) },
    title: values.title,
    demand: values.demand,
    contentKind: values.contentKind,
    persons: Number(values.persons),
    collective: values.collective,
    earlierCaseIds: earlier().map(({ id }) => id),
    ...(values.unitId !== '' && { unitId: values.unitId }),
  });
  const save = async () => {
    const id = { sessionId: session().id, visitorId: values.visitorId };
    const asked =
      values.askedUnit === '' ? {} : { firstAsked: { unitId: values.askedUnit, person: values.askedPerson } };
    const place = batch();
    const done = props.walkIn
      ? await give.give({
          type: 'registerWalkIn',
          ...id,
          ...matter(),
          at: values.at,
          documentsSeen: values.documentsSeen,
          entering: Number(values.entering),
          ...asked,
        })
      : await give.give(
          {
            type: 'bookReception',
            ...id,
            ...matter(),
            channel: values.channel,
            bookedOn: values.bookedOn as PlainDate, // a date field holds one, or nothing: then the server says so
            toldOfRepresentatives: values.told,
          },
          place === undefined
            ? words.done
            : words.batchAt(place, batchStart(session().opensAt, place, props.screen.settings)),
        );
    if (!done) return;
    draft.clear();
    props.onDone();
  };
  return (
    <form class={styles.form} onSubmit={(event) => event.preventDefault()} data-testid="booking-form">
      <Show when={!props.walkIn}>
        <Show
          when={values.bookedOn > cutOff()}
          fallback={<p class="muted">{words.cutOff(dateText(cutOff(), props.screen.today))}</p>}
        >
          <Notice tone="caution">{words.cutOffPassed(dateText(cutOff(), props.screen.today))}</Notice>
        </Show>
        <Show when={batch() === undefined}>
          <Notice tone="caution">{words.full}</Notice>
        </Show>
      </Show>
      <div class={styles.pair}>
        <TextField
          label={words.name}
          required
          value={values.name}
          onInput={(name) => setValues({ name })}
          error={give.errorAt('petitioner.name')}
        />
        <TextField
          label={words.phone}
          type="tel"
          value={values.phone}
          onInput={(phone) => setValues({ phone })}
          error={give.errorAt('petitioner.phone')}
        />
      </div>
      <TextField
        label={words.matterTitle}
        required
        value={values.title}
        onInput={(title) => setValues({ title })}
        error={give.errorAt('title')}
      />
      <TextAreaField
        label={words.demand}
        required
        rows={3}
        value={values.demand}
        onInput={(demand) => setValues({ demand })}
        error={give.errorAt('demand')}
      />
      <div class={styles.pair}>
        <SelectField
          label={words.kind}
          value={values.contentKind}
          choices={contentKinds.map((value) => ({ value, label: contentKindName(value) }))}
          onChange={(value) => value !== '' && setValues({ contentKind: value })}
        />
        <UnitPicker
          label={words.unit}
          units={desk.units()}
          value={values.unitId}
          onChange={(unitId) => setValues({ unitId })}
          emptyWord="—"
          error={give.errorAt('unitId')}
        />
      </div>
      <CheckField
        label={words.isCollective}
        checked={values.collective}
        onChange={(collective) => setValues({ collective })}
      />
      <div class={styles.pair}>
        <TextField
          label={words.persons}
          type="number"
          min="1"
          value={values.persons}
          onInput={(persons) => setValues({ persons })}
          error={give.errorAt('persons')}
        />
        <Show when={props.walkIn}>
          <TextField
            label={words.entering}
            type="number"
            min="1"
            value={values.entering}
            onInput={(entering) => setValues({ entering })}
            error={give.errorAt('entering')}
          />
        </Show>
      </div>
      <Show when={values.collective && !props.walkIn}>
        <CheckField label={words.told} checked={values.told} onChange={(told) => setValues({ told })} />
      </Show>
      <Show
        when={props.walkIn}
        fallback={
          <div class={styles.pair}>
            <SelectField
              label={words.channel}
              value={values.channel}
              choices={props.screen.settings.channels.map((value) => ({ value, label: bookingChannelName(value) }))}
              onChange={(channel) => setValues({ channel })}
            />
            <TextField
              label={words.bookedOn}
              type="date"
              max={props.screen.today}
              value={values.bookedOn}
              onInput={(bookedOn) => setValues({ bookedOn })}
              error={give.errorAt('bookedOn')}
            />
          </div>
        }
      >
        <div class={styles.pair}>
          <TextField
            label={words.documentsSeen}
            required
            value={values.documentsSeen}
            onInput={(documentsSeen) => setValues({ documentsSeen })}
            error={give.errorAt('documentsSeen')}
          />
          <TextField
            label={words.arrivalTime}
            value={values.at}
            onInput={(at) => setValues({ at })}
            error={give.errorAt('at')}
          />
        </div>
        <div class={styles.pair}>
          <UnitPicker
            label={words.firstAskedUnit}
            units={desk.units()}
            value={values.askedUnit}
            onChange={(askedUnit) => setValues({ askedUnit })}
            emptyWord="—"
          />
          <Show when={values.askedUnit !== ''}>
            <TextField
              label={words.firstAskedPerson}
              value={values.askedPerson}
              onInput={(askedPerson) => setValues({ askedPerson })}
              error={give.errorAt('firstAsked.person')}
            />
          </Show>
        </div>
      </Show>
      <EarlierCases
        chosen={earlier()}
        onChange={(chosen) => setValues({ earlier: JSON.stringify(chosen) })}
        name={values.name}
      />
      <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <Remedy act={props.walkIn ? 'registerWalkIn' : 'bookReception'} />
      <div class={styles.tools}>
        <Button look="primary" busy={give.busy()} onClick={() => void save()}>
          {props.walkIn ? words.walkIn : words.book}
        </Button>
      </div>
      <StartOver draft={draft} />
    </form>
  );
}
