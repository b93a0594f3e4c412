import { describe, expect, test } from 'vitest';
import { acceptedStory, type CaseStory, day, on, turn } from './side-testkit.ts';
import { turnOf } from './turn.ts';

const clock = (story: CaseStory, id: string) => story.case().clocks.find((row) => row.clock === id);

describe('12345 商定新期限（R85）', () => {
  const hotline = { externalNumber: '12345-1' };
  function acceptedHotline(dueOn?: string): CaseStory {
    const centre = dueOn === undefined ? {} : { dueOn: day(dueOn) };
    return acceptedStory({ channel: 'hotline', hotline: { ...hotline, ...centre } });
  }
  const agreed = {
    dueOn: day('2026-09-18'),
    reason: '需会商',
    approvedBy: '办公室主任',
    decidedOn: day('2026-09-08'),
  };

  test('the new date stands, the five working days stay on file', () => {
    const order = acceptedHotline();
    expect(clock(order, 'hotline-reply')?.legalDue).toBe('2026-09-08');
    order.do('agreeHotlineDate', agreed);
    expect(clock(order, 'hotline-reply')).toMatchObject({
      legalDue: '2026-09-18',
      targetDue: '2026-09-18',
      original: { legalDue: '2026-09-08' },
    });
    order.expectRefolds();
  });

  test('reported in time: the day after the limit is too late; the centre’s own date counts (R84)', () => {
    const late = { ...agreed, decidedOn: day('2026-09-09') };
    expect(acceptedHotline().refusal('agreeHotlineDate', late).code).toBe('extension-after-due');
    const urgent = acceptedHotline('2026-09-03');
    expect(urgent.refusal('agreeHotlineDate', { ...agreed, decidedOn: day('2026-09-04') }).code).toBe(
      'extension-after-due',
    );
    urgent.do('agreeHotlineDate', { ...agreed, decidedOn: day('2026-09-03') });
    expect(clock(urgent, 'hotline-reply')).toMatchObject({
      legalDue: '2026-09-18',
      original: { legalDue: '2026-09-03' },
    });
  });

  test('of hotline orders only', () => {
    expect(acceptedStory().refusal('agreeHotlineDate', agreed).code).toBe('wrong-channel');
  });

  const asked = { dueOn: day('2026-09-18'), reason: '需现场核查', requestedOn: day('2026-09-07') };
  const requests = (story: CaseStory) => story.case().dateRequests;
  const no = { reason: '先答复已查清的部分', approvedBy: '市12345受理中心', decidedOn: day('2026-09-08') };

  test('申请续报, then refused: the first date stays, and it may be asked for again', () => {
    const order = acceptedHotline().do('requestHotlineDate', asked, on('2026-09-08'));
    expect(requests(order)).toMatchObject([{ ...asked, by: { id: 'person-clerk' } }]);
    expect(clock(order, 'hotline-reply')).toMatchObject({ legalDue: '2026-09-08', state: 'running' });
    expect(order.refusal('requestHotlineDate', asked, on('2026-09-08')).code).toBe('date-requested');
    order.do('refuseHotlineDate', no, on('2026-09-08'));
    expect(requests(order)).toMatchObject([
      { answer: { agreed: false, answeredBy: '市12345受理中心', on: '2026-09-08', reason: no.reason } },
    ]);
    expect(clock(order, 'hotline-reply')?.legalDue).toBe('2026-09-08');
    expect(order.refusal('refuseHotlineDate', no, on('2026-09-08')).code).toBe('date-not-requested');
    order.do('requestHotlineDate', { ...asked, requestedOn: day('2026-09-08') }, on('2026-09-08'));
    expect(requests(order)).toHaveLength(2);
    order.expectRefolds();
  });

  test('what was asked for in time may be granted after the limit; the turn is the office’s until then', () => {
    const order = acceptedHotline().do('requestHotlineDate', asked, on('2026-09-08'));
    expect(turnOf(order.case(), on('2026-09-08'))).toMatchObject({ holder: 'office', command: 'agreeHotlineDate' });
    order.do('agreeHotlineDate', { ...agreed, decidedOn: day('2026-09-10') }, on('2026-09-10'));
    expect(clock(order, 'hotline-reply')).toMatchObject({
      legalDue: '2026-09-18',
      changes: [{ requestedOn: '2026-09-07' }],
    });
    expect(requests(order)).toMatchObject([{ answer: { agreed: true, dueOn: '2026-09-18', on: '2026-09-10' } }]);
    expect(turnOf(order.case(), on('2026-09-10'))?.command).not.toBe('agreeHotlineDate');
    order.expectRefolds();
  });

  test.each([
    ['a date that is no later', { dueOn: day('2026-09-08') }, 'date-not-later'],
    ['a day later', { dueOn: day('2026-09-09') }, undefined],
    ['asked on the last day', { requestedOn: day('2026-09-08') }, undefined],
    ['asked the day after', { requestedOn: day('2026-09-09') }, 'extension-after-due'],
    ['asked tomorrow', { requestedOn: day('2026-09-11') }, 'done-in-future'],
    ['asked before the order came', { requestedOn: day('2026-08-31') }, 'done-too-early'],
    ['no reason', { reason: ' ' }, 'reason-missing'],
  ])('申请续报: %s', (_name, change, code) => {
    const result = acceptedHotline().try('requestHotlineDate', { ...asked, ...change }, on('2026-09-10'));
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('answered before it was asked: refused', () => {
    const order = acceptedHotline().do('requestHotlineDate', asked, on('2026-09-08'));
    const early = { ...no, decidedOn: day('2026-09-06') };
    expect(order.refusal('refuseHotlineDate', early, on('2026-09-08')).code).toBe('done-too-early');
    const granted = { ...agreed, decidedOn: day('2026-09-06') };
    expect(order.refusal('agreeHotlineDate', granted, on('2026-09-08')).code).toBe('done-too-early');
  });

  const assign = { unitId: 'basic', assignedOn: day('2026-09-08') } as const;
  test('asked for before 交办, it is granted after it', () => {
    const order = acceptedHotline().do('requestHotlineDate', asked, on('2026-09-08')).do('assignCase', assign);
    expect(clock(order, 'hotline-reply')?.state).toBe('stopped');
    expect(turn(order)).toBe('office agreeHotlineDate');
    order.do('agreeHotlineDate', { ...agreed, decidedOn: day('2026-09-09') });
    expect(order.owed().find((row) => row.clock === 'hotline-reply')).toMatchObject({
      from: '2026-09-08',
      legalDue: '2026-09-18',
      original: { legalDue: '2026-09-15' },
    });
    order.expectRefolds();
  });

  test.each([
    ['2026-09-10', '2026-09-10'],
    ['2026-11-20', '2026-11-20'],
  ])('a date agreed before 交办 stands after it: %s', (dueOn, legalDue) => {
    const order = acceptedHotline().do('agreeHotlineDate', { ...agreed, dueOn: day(dueOn) });
    order.do('assignCase', assign);
    expect(order.owed().find((row) => row.clock === 'hotline-reply')).toMatchObject({ legalDue, state: 'running' });
    order.expectRefolds();
  });

  test('撤回操作: the request, its refusal, its approval; what was agreed to at once leaves nothing', () => {
    const back = (story: CaseStory, act: string) =>
      story.do('retractAct', { act, reason: '登记错了' } as never, on('2026-09-08')); // each act by its name
    const order = acceptedHotline().do('requestHotlineDate', asked, on('2026-09-08'));
    back(order, 'requestHotlineDate');
    expect(requests(order)).toBeUndefined();
    order.do('requestHotlineDate', asked, on('2026-09-08')).do('refuseHotlineDate', no, on('2026-09-08'));
    back(order, 'refuseHotlineDate');
    expect(requests(order)).toMatchObject([asked]);
    expect(requests(order)?.[0]?.answer).toBeUndefined();
    order.do('agreeHotlineDate', agreed, on('2026-09-08'));
    back(order, 'agreeHotlineDate');
    expect(clock(order, 'hotline-reply')?.legalDue).toBe('2026-09-08');
    expect(requests(order)?.[0]?.answer).toBeUndefined();
    order.expectRefolds();
    const atOnce = acceptedHotline().do('agreeHotlineDate', agreed, on('2026-09-08'));
    expect(requests(atOnce)).toMatchObject([{ requestedOn: '2026-09-08', answer: { agreed: true } }]);
    back(atOnce, 'agreeHotlineDate');
    expect(requests(atOnce)).toBeUndefined();
  });
});
