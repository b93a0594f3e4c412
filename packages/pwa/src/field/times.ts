const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayAndClock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 15:02:11 in Shanghai. @param instant epoch ms */
export function timeText(instant: number): string {
  return clock.format(instant);
}

/** 11月25日 15:02 in Shanghai. @param instant epoch ms, or an ISO instant */
export function instantText(instant: number | string): string {
  const parts = new Map(dayAndClock.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return `${parts.get('month')}月${parts.get('day')}日 ${parts.get('hour')}:${parts.get('minute')}`;
}
