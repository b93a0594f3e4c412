import type { Citation, PlainDate } from '@huiyin/domain';
import type { DomainEvent } from '@huiyin/domain/cases';
import {
  channelName,
  clockName,
  completionOutcomeName,
  contentKindName,
  dateText,
  limitLevelName,
  modeName,
  routeOutcomeName,
} from '@huiyin/domain/messages';

/** Name shown for a petitioner who gave none. */
export const anonymousName = '匿名';

/** One line about an event in a case's timeline, in Chinese; null when its title says all. */
export function eventDetail(event: DomainEvent, today: PlainDate): string | null {
  const date = (day: PlainDate): string => dateText(day, today);
  switch (event.type) {
    case 'caseRegistered':
      return `${channelName(event.channel)} · ${contentKindName(event.matter.facts.contentKind)} · ${routeOutcomeName(event.route.outcome)}`;
    case 'clockStarted':
      return `${clockName(event.clock)}：自${date(event.from)}起，${date(event.legalDue)}前（${limitLevelName(event.binding)}）${event.provisional ? '，暂定' : ''}`;
    case 'clockMet':
      return `${clockName(event.clock)}：${date(event.metOn)}`;
    case 'clockStopped':
      return `${clockName(event.clock)}：${date(event.stoppedOn)}`;
    case 'caseNumbered':
      return event.number;
    case 'acceptanceNoticeIssued':
      return noticeDetail(event, date);
    case 'caseCompleted':
      return `${completionOutcomeName(event.outcome)}，${date(event.repliedOn)}答复。${event.resolution}`;
    case 'caseContracted':
      return event.leader?.leaderName ?? '不再包案';
    case 'outreachVisitLogged':
      return modeName(event.mode);
  }
}

function noticeDetail(
  event: Extract<DomainEvent, { type: 'acceptanceNoticeIssued' }>,
  date: (day: PlainDate) => string,
): string {
  const decision = event.decision === 'accept' ? '予以受理' : '不予受理';
  const reason = event.reason ? `：${event.reason}` : '';
  const body = event.competentBody ? `；请向${event.competentBody}提出` : '';
  return `${decision}，${date(event.issuedOn)}出具${reason}${body}`;
}

/** The articles that an event stands on. */
export function eventCitations(event: DomainEvent): readonly Citation[] {
  switch (event.type) {
    case 'caseRegistered':
      return event.route.citations;
    case 'clockStarted':
      return [event.citation];
    case 'acceptanceNoticeIssued':
      return event.citations;
    default:
      return [];
  }
}
