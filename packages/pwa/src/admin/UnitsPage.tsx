import { unitKinds } from '@huiyin/domain';
import { issuingKinds } from '@huiyin/domain/documents';
import { unitKindName } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js';
import ChevronIcon from '~icons/lucide/chevron-right';
import type { Loaded } from '../graphql/answer.ts';
import { staffMessages, unitPlaceMessages, unitAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { createPrinting } from '../ui/printing.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { searchUnits } from '../ui/units.ts';
import styles from './admin.module.css';
import type { AdminUnit } from './documents.ts';
import { OrganMarkForm } from './OrganMarkForm.tsx';
import { PasteUnits } from './PasteUnits.tsx';
import { StaffForm } from './StaffForm.tsx';
import { UnitContactForm } from './UnitContactForm.tsx';
import { AddUnitForm, kindsWithUnitsBelow, RenameUnitForm } from './UnitForms.tsx';
import { UnitPlaceForm } from './UnitPlaceForm.tsx';

/** What lies over the page. */
type Over =
  | { readonly kind: 'add'; readonly parentId: string }
  | { readonly kind: 'rename' | 'staff' | 'place'; readonly unitId: string }
  | { readonly kind: 'paste' };

interface Actions {
  readonly addUnder: (unit: AdminUnit) => void;
  readonly rename: (unit: AdminUnit) => void;
  readonly staff: (unit: AdminUnit) => void;
  readonly place: (unit: AdminUnit) => void;
}

/** From here on the tree is closed below the bureau's own units, or nobody finds anything. */
const MANY = 40;

/** Children by parent: departments first, then districts, then schools; by name within a kind. */
function byParent(units: readonly AdminUnit[]): ReadonlyMap<string | null, readonly AdminUnit[]> {
  const groups = new Map<string | null, AdminUnit[]>();
  const ordered = [...units].sort((a, b) => unitKinds.indexOf(a.kind) - unitKinds.indexOf(b.kind));
  for (const unit of ordered) {
    const group = groups.get(unit.parentId);
    if (group === undefined) groups.set(unit.parentId, [unit]);
    else group.push(unit);
  }
  return groups;
}

/** /admin: the tree of units; adding one or many, and renaming. */
export function UnitsPage(props: { units: Loaded<{ units: AdminUnit[] }> }): JSX.Element {
  const [query, setQuery] = createSignal('');
  const [over, setOver] = createSignal<Over>();
  const printing = createPrinting();
  const all = () => props.units.data()?.units ?? [];
  const found = createMemo(() => searchUnits(all(), query()));
  const below = createMemo(() => byParent(all()));
  const root = () => all().find((unit) => unit.parentId === null);
  const actions: Actions = {
    addUnder: (unit) => setOver({ kind: 'add', parentId: unit.id }),
    rename: ({ id: unitId }) => setOver({ kind: 'rename', unitId }),
    staff: ({ id: unitId }) => setOver({ kind: 'staff', unitId }),
    place: ({ id: unitId }) => setOver({ kind: 'place', unitId }),
  };
  const done = () => {
    setOver(undefined);
    props.units.refetch();
  };
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
        <Show when={root()}>
          <span class="muted">{words.total(all().length)}</span>
        </Show>
        <div class={styles.headButtons}>
          <Button onClick={() => setOver({ kind: 'paste' })}>{words.paste}</Button>
          <Button look="primary" onClick={() => setOver({ kind: 'add', parentId: root()?.id ?? '' })}>
            {words.add}
          </Button>
        </div>
      </div>
      <Show when={props.units.problem()}>
        {(known) => <ProblemNotice problem={known()} onRetry={props.units.refetch} />}
      </Show>
      <Show when={root()} fallback={<LoadingState failed={props.units.problem() !== undefined} />}>
        {(top) => (
          <>
            <TextField label={words.search} type="search" value={query()} onInput={setQuery} autocomplete="off" />
            <ul class={styles.tree} data-testid="unit-tree">
              <Show
                when={query().trim() === ''}
                fallback={
                  <For each={found()} fallback={<li class={styles.none}>{words.none}</li>}>
                    {(unit) => <UnitLine unit={unit} below={0} actions={actions} />}
                  </For>
                }
              >
                <UnitNode
                  unit={top()}
                  below={below()}
                  depth={0}
                  openAll={printing() || all().length <= MANY}
                  actions={actions}
                />
              </Show>
            </ul>
            <Show when={all().length === 1}>
              <EmptyState title={words.emptyTitle}>
                <p>{words.emptyHint}</p>
              </EmptyState>
            </Show>
          </>
        )}
      </Show>
      <UnitSheets
        over={over()}
        all={all()}
        onDone={done}
        onRefused={props.units.refetch}
        onClose={() => setOver(undefined)}
      />
    </>
  );
}

function UnitSheets(props: {
  over: Over | undefined;
  all: readonly AdminUnit[];
  onDone: () => void;
  onRefused: () => void;
  onClose: () => void;
}): JSX.Element {
  const parentId = () => (props.over?.kind === 'add' ? props.over.parentId : undefined);
  /** The unit as it stands now: it may be changed by others while its form is open. */
  const unitOf = (kind: 'rename' | 'staff' | 'place') => {
    const { over } = props;
    return over?.kind === kind ? props.all.find(({ id }) => id === over.unitId) : undefined;
  };
  return (
    <>
      <Sheet open={parentId() !== undefined} title={words.add} onClose={props.onClose}>
        <AddUnitForm all={props.all} parentId={parentId() ?? ''} onDone={props.onDone} />
      </Sheet>
      <Sheet open={unitOf('rename') !== undefined} title={words.rename} onClose={props.onClose}>
        <Show when={unitOf('rename')}>
          {(unit) => (
            <>
              <RenameUnitForm unit={unit()} onDone={props.onDone} onRefused={props.onRefused} />
              <Show when={issuingKinds.includes(unit().kind)}>
                <UnitContactForm unit={unit()} onDone={props.onDone} onRefused={props.onRefused} />
              </Show>
              <Show when={unit().parentId !== null && issuingKinds.includes(unit().kind)}>
                <OrganMarkForm unit={unit()} onDone={props.onDone} />
              </Show>
            </>
          )}
        </Show>
      </Sheet>
      <Sheet
        open={unitOf('staff') !== undefined}
        title={staffMessages.of(unitOf('staff')?.name ?? '')}
        onClose={props.onClose}
      >
        <Show when={unitOf('staff')}>
          {(unit) => <StaffForm unit={unit()} onDone={props.onDone} onRefused={props.onRefused} />}
        </Show>
      </Sheet>
      <Sheet
        open={unitOf('place') !== undefined}
        title={unitPlaceMessages.of(unitOf('place')?.name ?? '')}
        onClose={props.onClose}
      >
        <Show when={unitOf('place')}>
          {(unit) => <UnitPlaceForm unit={unit()} all={props.all} onDone={props.onDone} onRefused={props.onRefused} />}
        </Show>
      </Sheet>
      <PasteUnits open={props.over?.kind === 'paste'} onDone={props.onDone} onClose={props.onClose} />
    </>
  );
}

function UnitNode(props: {
  unit: AdminUnit;
  below: ReadonlyMap<string | null, readonly AdminUnit[]>;
  depth: number;
  openAll: boolean;
  actions: Actions;
}): JSX.Element {
  const children = () => props.below.get(props.unit.id) ?? [];
  const [toggled, setToggled] = createSignal(false);
  const open = () => (props.openAll || props.depth === 0) !== toggled();
  return (
    <UnitLine
      unit={props.unit}
      below={children().length}
      actions={props.actions}
      open={open()}
      onToggle={() => setToggled(!toggled())}
    >
      <Show when={open() && children().length > 0}>
        <ul class={styles.branch}>
          <For each={children()}>{(unit) => <UnitNode {...props} unit={unit} depth={props.depth + 1} />}</For>
        </ul>
      </Show>
    </UnitLine>
  );
}

/** A department takes no matter before its posts are filled (R67). */
function lacks({ kind, staff }: AdminUnit): string {
  const filled = staff.headId !== null && staff.deputyId !== null && staff.clerkId !== null;
  return kind === 'department' && !filled ? staffMessages.unfilled : '';
}

function UnitLine(props: {
  unit: AdminUnit;
  below: number;
  actions: Actions;
  open?: boolean;
  onToggle?: () => void;
  children?: JSX.Element;
}): JSX.Element {
  return (
    <li>
      <div class={styles.unit}>
        <Show when={props.below > 0} fallback={<span class={styles.noToggle} />}>
          <button
            type="button"
            class={styles.toggle}
            aria-expanded={props.open === true}
            aria-label={words.open(props.unit.name)}
            onClick={() => props.onToggle?.()}
          >
            <ChevronIcon aria-hidden="true" />
          </button>
        </Show>
        <span class={styles.unitName}>
          {props.unit.name}
          <span class={styles.sub}>
            {[
              unitKindName(props.unit.kind),
              props.unit.shortName,
              lacks(props.unit),
              props.below > 0 ? words.children(props.below) : '',
              props.unit.closed ? unitPlaceMessages.closed : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span class={styles.unitButtons}>
          <Show when={kindsWithUnitsBelow.includes(props.unit.kind)}>
            <Button
              look="quiet"
              aria-label={words.addUnder(props.unit.name)}
              onClick={() => props.actions.addUnder(props.unit)}
            >
              {words.addShort}
            </Button>
          </Show>
          <Button
            look="quiet"
            aria-label={staffMessages.of(props.unit.name)}
            onClick={() => props.actions.staff(props.unit)}
          >
            {staffMessages.title}
          </Button>
          <Button
            look="quiet"
            aria-label={words.renameOf(props.unit.name)}
            onClick={() => props.actions.rename(props.unit)}
          >
            {words.rename}
          </Button>
          <Show when={props.unit.parentId !== null}>
            <Button
              look="quiet"
              aria-label={unitPlaceMessages.of(props.unit.name)}
              onClick={() => props.actions.place(props.unit)}
            >
              {unitPlaceMessages.title}
            </Button>
          </Show>
        </span>
      </div>
      {props.children}
    </li>
  );
}
