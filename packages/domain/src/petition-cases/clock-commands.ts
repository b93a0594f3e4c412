import type { PlainDate } from '../date.ts';
import type { Addressing } from '../documents/issued.ts';
import type { OnCase } from './on-case.ts';

/** 延长办理期限 (Art 34): approved by whoever answers for the organ (本机关、单位负责人), the petitioner told of the reason. */
export interface ExtendHandling extends OnCase, Addressing {
  readonly type: 'extendHandling';
  readonly days: number;
  readonly reason: string;
  readonly approverId: string;
  readonly decidedOn: PlainDate;
  readonly toldOn: PlainDate;
}

/** 听证期间不计算 (Art 36): from `pausedOn` on. */
export interface PauseClock extends OnCase {
  readonly type: 'pauseClock';
  readonly pausedOn: PlainDate;
}

/** The hearing is over: `resumedOn` is counted again. */
export interface ResumeClock extends OnCase {
  readonly type: 'resumeClock';
  readonly resumedOn: PlainDate;
}

/** 申请续报 (R85): a complex 12345 order cannot be answered in time; until when it could. */
export interface RequestHotlineDate extends OnCase {
  readonly type: 'requestHotlineDate';
  readonly dueOn: PlainDate;
  readonly reason: string;
  readonly requestedOn: PlainDate;
}

/** 续报获准: a new date for a complex 12345 order (R85), agreed with the centre. */
export interface AgreeHotlineDate extends OnCase {
  readonly type: 'agreeHotlineDate';
  readonly dueOn: PlainDate;
  readonly reason: string;
  readonly approvedBy: string;
  readonly decidedOn: PlainDate;
}

/** 续报未获准: who said so, when and why; the date stays. */
export interface RefuseHotlineDate extends OnCase {
  readonly type: 'refuseHotlineDate';
  readonly reason: string;
  readonly approvedBy: string;
  readonly decidedOn: PlainDate;
}
