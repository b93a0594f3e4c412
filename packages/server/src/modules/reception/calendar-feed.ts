import type { IncomingMessage, ServerResponse } from 'node:http';
import { addDays, type Calendar } from '@huiyin/domain';
import { plannedDay, type ReceptionSessionState, receiverOf } from '@huiyin/domain/receptions';
import type { Services } from '../../context.ts';
import { refuse } from '../../infra/refuse.ts';
import { sha256 } from '../../infra/sha256.ts';
import { calendarWords } from '../../messages/reception.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { findLink, sessionsOfPerson } from './reception.repository.ts';

const path = /^\/reception\/([A-Za-z0-9_-]{20,100})\.ics$/;

/**
 * A leader's reception duties as an iCalendar feed (RFC 5545) at /reception/TOKEN.ics, for the calendar of their phone. No names
 * and no matters in it: a calendar is copied to strangers' servers. Answers false to every other path.
 */
export async function answerCalendarFeed(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const token = path.exec(request.url?.split('?')[0] ?? '')?.[1];
  if (token === undefined) return false;
  const { database, clock } = services;
  const link = await findLink(database.prisma, sha256(token));
  if (link?.kind !== 'calendar') {
    return refuse(request, response, 404, serverRefusal('calendar-link-unknown'));
  }
  const sessions = await sessionsOfPerson(database.prisma, link.bureauId, link.personId, addDays(clock.today(), -30));
  const mine = sessions.filter((one) => receiverOf(one).id === link.personId && one.status !== 'cancelled');
  response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' });
  const calendar = await calendarFor(database, link);
  response.end(calendarText(calendar, mine, new Date(clock.now())));
  return true;
}

/** YYYYMMDDTHHMMSS in UTC. */
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
const local = (date: string, time: string): string => stamp(new Date(`${date}T${time}:00+08:00`));

/** The text of a calendar with these sessions. `at` is when it was read. */
function calendarText(calendar: Calendar, sessions: readonly ReceptionSessionState[], at: Date): string {
  const events = sessions.flatMap((one) => {
    const { provisional, dayOff } = plannedDay(calendar, one.date);
    const notHeld = one.status === 'planned' && dayOff !== undefined;
    return [
      'BEGIN:VEVENT',
      `UID:${one.id}@huiyin-reception`,
      `DTSTAMP:${stamp(at)}`,
      `SEQUENCE:${one.version}`,
      `DTSTART:${local(one.date, one.opensAt)}`,
      `DTEND:${local(one.date, one.closesAt)}`,
      `SUMMARY:${escaped(calendarWords.summary[one.kind] + (notHeld ? calendarWords.notHeld(dayOff) : ''))}`,
      `LOCATION:${escaped(one.place)}`,
      // 暂定: until the notice of that year is in
      ...(provisional ? ['STATUS:TENTATIVE'] : []),
      ...(one.kind === 'leaders' && !notHeld
        ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P1D', `DESCRIPTION:${calendarWords.alarm}`, 'END:VALARM']
        : []),
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Huiyin//Reception//ZH',
    `X-WR-CALNAME:${calendarWords.name}`,
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** No line longer than 75 bytes; a continued one begins with a space (RFC 5545, 3.1). */
function folded(line: string): string {
  let [out, bytes] = ['', 0];
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > 74) {
      out += '\r\n ';
      bytes = 1;
    }
    out += sign;
    bytes += size;
  }
  return out;
}
