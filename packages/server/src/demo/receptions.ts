import { addDays, type PlainDate } from '@huiyin/domain';
import { planRota, receptionDays } from '@huiyin/domain/receptions';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { demoPeople } from './people.ts';
import type { Chance } from './seeded.ts';

/** Adds one command at an instant (epoch milliseconds). */
type Add = (at: number, actorId: string, type: string, payload: Record<string, unknown>) => void;

const office = 'demo-office1';
const leaders = demoPeople.filter(({ role }) => role === 'leader').map(({ id }) => id);

/** A visitor of the demo: who, what about, whom it concerns, who is called. */
interface DemoVisitor {
  readonly name: string;
  readonly phone: string;
  readonly title: string;
  readonly demand: string;
  readonly unitId: string;
  readonly head: string;
  readonly persons?: number;
  readonly legallyComplex?: true;
}

const visitors: readonly DemoVisitor[] = [
  {
    name: '蒋文彬',
    phone: '13800011001',
    title: '子女随迁入学材料被退回',
    demand: '请求认可居住证续签期间的连续居住，安排子女就近入学。',
    unitId: 'basic',
    head: 'demo-basic-head',
  },
  {
    name: '尤秀英',
    phone: '13800011002',
    title: '职称评审结果未说明理由',
    demand: '请求说明未通过职称评审的理由，并告知申诉途径。',
    unitId: 'teachers',
    head: 'demo-teachers-head',
    legallyComplex: true,
  },
  {
    name: '锦绣苑业主代表',
    phone: '13800011003',
    title: '小区配套小学延期开办',
    demand: '四十户家长要求明确配套小学的开办时间和过渡安排。',
    unitId: 'basic',
    head: 'demo-basic-head',
    persons: 40,
  },
  {
    name: '龚小龙',
    phone: '13800011004',
    title: '校门口接送时段交通拥堵',
    demand: '请求在放学时段设置护学岗，协调交警疏导。',
    unitId: 'safety',
    head: 'demo-safety-head',
  },
  {
    name: '阮丽娟',
    phone: '13800011005',
    title: '退休教师补贴计算有误',
    demand: '请求核对教龄津贴的计算年限并补发差额。',
    unitId: 'personnel',
    head: 'demo-personnel-head',
  },
  {
    name: '翁建国',
    phone: '13800011006',
    title: '学校食堂承包合同到期未公示',
    demand: '请求公开食堂承包的续签结果和伙食费标准。',
    unitId: 'safety',
    head: 'demo-safety-head',
  },
];

/**
 * The demo's reception days: the rota of half a year, a Wednesday that is over with its records, the next one with its
 * bookings in several states of readiness, one of them collective, and the one after it just begun.
 */
export function planReceptions(given: {
  readonly now: number;
  readonly today: PlainDate;
  readonly chance: Chance;
  readonly add: Add;
}): void {
  const { today } = given;
  const days = receptionDays(builtInCalendar, addDays(today, -30), addDays(today, 182));
  const known = days.ok ? days : receptionDays(builtInCalendar, addDays(today, -30), addDays(today, 14));
  if (!known.ok) return;
  const receptions = known.value.filter((day) => day.held).map(({ date }) => date);
  const last = receptions.findLast((date) => date < today) ?? today;
  const dates = receptions.filter((date) => date >= last);
  const { sessions } = planRota(dates, leaders);
  given.add(instant(addDays(today, -31), '09:00'), office, 'planSessions', {
    sessions: sessions.map(({ date, leaderId }) => ({ date, leaderId })),
  });
  const past = sessions.findLast(({ date }) => date < today);
  const [next, second] = sessions.filter(({ date }) => date >= today);
  if (past) held(given, past.date, past.leaderId);
  if (next) booked(given, next.date, next.leaderId, 5, 9);
  if (second) booked(given, second.date, second.leaderId, 1, 14);
}

const instant = (date: PlainDate, time: string): number => Date.parse(`${date}T${time}:00+08:00`);

function booking(chance: Chance, at: number, one: DemoVisitor, bookedOn: PlainDate) {
  const { name, phone, title, demand, unitId, persons = 1 } = one;
  const collective = persons >= 5;
  return {
    visitorId: chance.uuid(at),
    petitioner: { kind: 'person', name, phone },
    title,
    demand,
    contentKind: 'appeal',
    unitId,
    persons,
    collective,
    earlierCaseIds: [],
    channel: chance.pick(['telephone', 'officialAccount', 'writtenInPerson']),
    bookedOn,
    toldOfRepresentatives: collective,
  };
}

/** Bookings of a session still to come, the first ones readier than the last. */
function booked(
  { chance, add, today }: Parameters<typeof planReceptions>[0],
  date: PlainDate,
  leaderId: string,
  count: number,
  daysBefore: number,
): void {
  const wanted = addDays(date, -daysBefore);
  const on = wanted < today ? wanted : addDays(today, -1);
  for (const [index, one] of visitors.slice(0, count).entries()) {
    const at = instant(on, `09:${String(10 + index * 7).padStart(2, '0')}`);
    const payload = booking(chance, at, one, on);
    add(at, office, 'bookReception', { sessionId: date, ...payload });
    if (index < count - 1) screen(add, at + 600_000, date, payload.visitorId, one);
    if (index < 2) call(add, at + 1_200_000, date, payload.visitorId, one);
  }
  add(instant(on, '11:00'), leaderId, 'acceptDuty', { sessionId: date });
}

function screen(add: Add, at: number, sessionId: string, visitorId: string, one: DemoVisitor): void {
  add(at, office, 'preScreenBooking', {
    sessionId,
    visitorId,
    matter: `${one.title}，属本局职责`,
    documents: '身份证、相关证明材料已核对',
    manner: '愿意当面约访',
    legallyComplex: one.legallyComplex === true,
  });
  add(at + 60_000, office, 'giveBookingOpinion', { sessionId, visitorId, opinion: 'accept', reason: '材料齐全' });
}

function call(add: Add, at: number, sessionId: string, visitorId: string, one: DemoVisitor): void {
  add(at, office, 'notifyAttendee', { sessionId, visitorId, who: 'departmentHead', personId: one.head });
  add(at + 3_600_000, one.head, 'acknowledgeNotice', { sessionId, visitorId, who: 'departmentHead' });
  if (one.legallyComplex) {
    add(at + 60_000, office, 'notifyAttendee', {
      sessionId,
      visitorId,
      who: 'legalCounsel',
      name: '江律师（法律顾问）',
    });
  }
}

/** A session from booking to closing: four received, one walk-in among them, one did not come; one matter carried out since. */
function held({ chance, add, now }: Parameters<typeof planReceptions>[0], date: PlainDate, leaderId: string): void {
  const on = addDays(date, -8);
  const sessionId = date;
  const coming = visitors.slice(0, 4).map((one, index) => {
    const at = instant(on, `10:${String(10 + index * 9)}`);
    const payload = booking(chance, at, one, on);
    add(at, office, 'bookReception', { sessionId, ...payload });
    screen(add, at + 600_000, date, payload.visitorId, one);
    call(add, at + 1_200_000, date, payload.visitorId, one);
    return { one, visitorId: payload.visitorId };
  });
  add(instant(on, '15:00'), leaderId, 'acceptDuty', { sessionId });
  const secretary = 'demo-office2';
  const attendees = [{ role: 'supervisionOffice', personId: 'demo-inspection' }];
  add(instant(addDays(date, -1), '09:00'), office, 'nameAttendees', { sessionId, recorderId: secretary, attendees });
  add(instant(addDays(date, -1), '09:10'), office, 'setEmergency', {
    sessionId,
    level: 'raised',
    measures: '接待室外安排引导人员一名，准备饮水；集体来访代表由东门进入。',
  });
  const walkIn = visitors.at(-1);
  const [absent, ...present] = coming.toReversed();
  for (const [index, { one, visitorId }] of present.toReversed().entries()) {
    const entering = (one.persons ?? 1) >= 5 ? 4 : 1;
    const at = instant(date, `14:${String(10 + index * 4)}`);
    add(at, office, 'checkIn', { sessionId, visitorId, at: clockOf(at), documentsSeen: '身份证', persons: entering });
  }
  const line = present.toReversed();
  if (walkIn) {
    const at = instant(date, '14:28');
    const {
      channel: _channel,
      bookedOn: _on,
      toldOfRepresentatives: _told,
      ...matter
    } = booking(chance, at, walkIn, on);
    const arrived = { at: '14:28', documentsSeen: '身份证', entering: 1 };
    add(at, office, 'registerWalkIn', { sessionId, ...matter, ...arrived });
    line.push({ one: walkIn, visitorId: matter.visitorId });
  }
  for (const [index, { one, visitorId }] of line.entries()) {
    const at = instant(date, '14:30') + index * 18 * 60_000;
    add(at, office, 'callVisitor', { sessionId, visitorId, at: clockOf(at) });
    const caseId = chance.uuid(at);
    add(at + 15 * 60_000, leaderId, 'recordReception', {
      sessionId,
      visitorId,
      ...recordOf(one, caseId, at),
    });
    if (index === 0) {
      const settled = instant(addDays(date, 1), '16:00');
      const settledOn = addDays(date, 1);
      if (settled <= now)
        add(settled, office, 'settleReception', {
          sessionId,
          caseId,
          settledOn,
          result: '已协调就近学校接收，家长认可。',
        });
    }
  }
  if (absent) {
    add(instant(date, '16:40'), office, 'recordNoShow', { sessionId, visitorId: absent.visitorId, how: 'absent' });
  }
  add(instant(date, '17:05'), office, 'closeSession', { sessionId });
}

const clockOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);

function recordOf({ name, phone, title, demand, unitId }: DemoVisitor, caseId: string, at: number) {
  const facts = {
    responsibility: 'municipal',
    contentKind: 'appeal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
  };
  const petitioner = { kind: 'person', anonymous: false, name, phone };
  return {
    startedAt: clockOf(at),
    endedAt: clockOf(at + 15 * 60_000),
    demands: demand,
    suggestions: '希望办理进展能主动告知。',
    guidance: '已告知办理程序和期限，引导逐级反映。',
    weakLinks: unitId === 'basic' ? '入学政策的告知不够具体，材料清单没有随通知一并公布。' : '',
    focus: unitId === 'basic' ? ['widelyConcerning'] : [],
    onTheSpot: unitId === 'safety' ? [{ what: '当场联系学校增派护学人员', by: '邵国强' }] : [],
    matters: [
      {
        instruction: '请承办处室抓紧研究，二十个工作日内报办公室。',
        asksReexamination: false,
        raisedBefore: true,
        matter: { caseId, title, demand, petitioner, facts, handlingUnitId: unitId, earlierHandling: '曾向学校反映' },
      },
    ],
    signature: { manner: 'onPaper' },
  };
}
