import type { PlainDate } from '@huiyin/domain';
import { isRecused, type Turn, turnOf } from '@huiyin/domain/cases';
import { commandName } from '@huiyin/domain/messages';
import { turnMessages as words } from '../messages/work-lists.zh-CN.ts';
import type { PetitionCase } from './documents.ts';
import { caseState, type Desk } from './world.ts';

/** Whose turn it is in an open case (轮到谁), in words, and whether it is this person's. */
export interface ShownTurn {
  readonly mine: boolean;
  readonly who: string;
  readonly what: string;
}

/** By the same table as the work lists; undefined where nothing more is owed. */
export function shownTurn(it: Pick<PetitionCase, 'state'>, desk: Desk, today: PlainDate): ShownTurn | undefined {
  const turn = turnOf(caseState(it), desk.world(today));
  if (turn === undefined) return undefined;
  const what = turn.command === undefined ? words.nobody : commandName(turn.command);
  const mine = isMine(turn, desk, today) && !isRecused(caseState(it), desk.viewer().id);
  return { mine, who: nameOf(turn, desk, today), what };
}

function isMine({ holder, id }: Turn, desk: Desk, today: PlainDate): boolean {
  const { id: own, role, unit } = desk.viewer();
  const { headId, reviewerIds = [], portfolioLeaderId } = desk.world(today).staff(id) ?? {};
  switch (holder) {
    case 'office':
      return role === 'clerk';
    case 'unit':
      return unit.id === id;
    case 'reviewer':
      return headId === own || reviewerIds.includes(own);
    case 'portfolioLeader':
      return role === 'leader' && (portfolioLeaderId === undefined || portfolioLeaderId === own);
    case 'person':
      return id === own;
  }
}

function nameOf({ holder, id }: Turn, desk: Desk, today: PlainDate): string {
  const unit = () => desk.unit(id)?.name ?? '';
  const person = (who: string | undefined) => desk.colleagues().find((one) => one.id === who)?.name ?? '';
  switch (holder) {
    case 'office':
      return words.office;
    case 'unit':
      return unit();
    case 'reviewer':
      return words.reviewer(unit());
    case 'portfolioLeader':
      return words.leader(person(desk.world(today).staff(id)?.portfolioLeaderId));
    case 'person':
      return person(id);
  }
}
