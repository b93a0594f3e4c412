import type { ReceptionCommand } from '../reception/session-commands.ts';
import type { ReceptionEvent } from '../reception/session-events.ts';
import type { ReceptionKind, SessionStatus, VisitorStage } from '../reception/session-state.ts';
import type { SessionReminder, SessionWarning } from '../reception/session-warnings.ts';

/** Commands of the reception day, as buttons say them. */
export const receptionCommandNames: Readonly<Record<ReceptionCommand['type'], string>> = {
  planSessions: '排定值班',
  addSession: '增加接访',
  acceptDuty: '确认值班',
  arrangeSubstitute: '安排替班',
  swapDuty: '换班',
  cancelSession: '取消接访',
  nameAttendees: '确定参加人员',
  setEmergency: '应急准备',
  bookReception: '登记约访',
  withdrawBooking: '取消约访',
  preScreenBooking: '约访初审',
  giveBookingOpinion: '提出受理意见',
  notifyAttendee: '通知到场',
  acknowledgeNotice: '回执',
  setQueueOrder: '调整次序',
  checkIn: '签到',
  registerWalkIn: '登记临时来访',
  callVisitor: '叫号',
  recordNoShow: '记录未到',
  recordReception: '记接谈',
  signRecord: '签署接谈记录',
  closeSession: '结束接访',
  urgeReception: '催办',
  settleReception: '落实',
};

/** Events of a session, as its history says them. */
export const receptionEventNames: Readonly<Record<ReceptionEvent['type'], string>> = {
  sessionPlanned: '排定接访',
  dutyGiven: '调整值班领导',
  dutyAccepted: '确认值班',
  substituteArranged: '安排替班',
  sessionCancelled: '取消接访',
  attendeesNamed: '确定参加人员',
  emergencySet: '应急准备',
  receptionBooked: '约访',
  bookingWithdrawn: '取消约访',
  bookingScreened: '约访初审',
  bookingOpinionGiven: '受理意见',
  attendeeNotified: '通知到场',
  noticeAcknowledged: '回执',
  queueOrdered: '调整次序',
  visitorArrived: '签到',
  walkInRegistered: '临时来访',
  visitorCalled: '叫号',
  noShowRecorded: '未到',
  visitorReceived: '接谈',
  recordSigned: '签署接谈记录',
  sessionClosed: '接访结束',
  receptionUrged: '催办',
  receptionSettled: '落实',
};

const kinds: Readonly<Record<ReceptionKind, string>> = {
  leaders: '领导接访日',
  departmentHead: '处室负责人接访',
  government: '政府安排的接访',
};
/** What is received at a session (R18, R89, R94). */
export const receptionKindName = (kind: ReceptionKind): string => kinds[kind];

const statuses: Readonly<Record<SessionStatus, string>> = {
  planned: '已排定',
  open: '接访中',
  closed: '已结束',
  cancelled: '已取消',
};
export const sessionStatusName = (status: SessionStatus): string => statuses[status];

const stages: Readonly<Record<VisitorStage, string>> = {
  booked: '已约',
  withdrawn: '已取消',
  waiting: '候谈',
  called: '已叫号',
  received: '已接谈',
  absent: '未到',
  leftBefore: '先行离开',
};
/** Where a visitor stands. */
export const visitorStageName = (stage: VisitorStage): string => stages[stage];

const warnings: Readonly<Record<SessionWarning, string>> = {
  substituteMissing: '值班领导不能到场，没有安排替班领导',
  dutyNotAccepted: '值班领导还没有确认',
  recorderMissing: '没有指定记录人',
  emergencyMissing: '还没有做应急准备',
  screeningMissing: '还没有初审',
  opinionMissing: '还没有提出是否受理的意见',
  departmentHeadNotCalled: '还没有通知处室负责人',
  legalCounselNotCalled: '法律问题复杂，还没有通知法律顾问',
  noticeUnanswered: '被通知的人还没有回执',
};
/** What a session still lacks. */
export const sessionWarningName = (warning: SessionWarning): string => warnings[warning];

/** What is reminded of before a session. */
export const sessionReminderName = (reminder: SessionReminder): string =>
  reminder === 'dutyComing' ? '由您值班接访' : warnings[reminder];
