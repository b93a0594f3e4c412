import { type Citation, cite } from '../citation.ts';
import type { PlainDate } from '../date.ts';
import { numberSeries } from '../petition-cases/numbers.ts';
import { type Channel, channels } from '../petition-cases/types.ts';

/**
 * What a setting may hold. Numbers and choices are counted in `unit`; `hours` is a span of one
 * day, HH:MM-HH:MM; `opening` the one to four characters that open a number (编号字头).
 */
export type SettingShape =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly unit: SettingUnit }
  | { readonly kind: 'hours' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'text'; readonly longest: number };
export type SettingUnit = 'day' | 'workingDay' | 'minute' | 'batch' | 'person' | 'perMille';

/** A switch of the bureau (开关): where the text is silent or can be read in two ways, the bureau decides once. */
export interface SettingDefinition {
  readonly shape: SettingShape;
  /** The reading adopted until the bureau changes it. */
  readonly initial: string;
  readonly citations: readonly Citation[];
}

const define = (shape: SettingShape, initial: string, ...citations: readonly Citation[]): SettingDefinition => ({
  shape,
  initial,
  citations,
});
const count = (least: number, most: number, unit: SettingUnit): SettingShape => ({ kind: 'number', least, most, unit });
const choice = (...choices: readonly string[]): SettingShape => ({ kind: 'choice', choices });

const statute = (article: string): Citation => cite('petitionRegulation2022', article);
const booking = cite('receptionPlan', '三（一）', 'R43');
const rate = cite('petitionSystem', '第十一条', 'R86');
const pressing = [cite('petitionSystem', '第三条（六）', 'R65'), statute('第三十九条'), statute('第四十条')];

/** 编号字头 by channel (R69): takes effect with the next number; the counting of the year goes on without a gap. */
type OpeningKey = `opening-${Channel}`;
const openings = Object.fromEntries(
  channels.map((channel) => [
    `opening-${channel}`,
    define({ kind: 'opening' }, numberSeries[channel], cite('petitionSystem', '第五条', 'R69')),
  ]),
  // one row a channel was made above
) as Readonly<Record<OpeningKey, SettingDefinition>>;

/** Every switch, in the order in which the page shows them. Values are kept as text, so that a version reads as it was set. */
export const settingDefinitions = {
  /** 省级规定: the province's own limits weighed beside the bureau's and the nation's. */
  province: define(choice('none', 'zhejiang'), 'none', cite('zhejiangRegulation2016', '第二十条')),
  /** 依据 printed on documents (R63). */
  legalBasis: define(
    { kind: 'text', longest: 200 },
    '《信访工作条例》，2022年5月1日起施行',
    cite('petitionSystem', '第一条', 'R63'),
  ),
  /** 机关代字: opens the numbers of the bureau's papers (发文字号), e.g. 教信受〔2026〕1号. */
  organMark: define({ kind: 'opening' }, '教信', cite('petitionSystem', '第五条', 'R69')),
  /** 工作时间: reminders go out in these hours of working days only. */
  morning: define({ kind: 'hours' }, '08:30-12:00'),
  afternoon: define({ kind: 'hours' }, '13:30-17:30'),
  /** 临近: so many working days before the target a reminder goes out. */
  amberDays: define(count(1, 10, 'workingDay'), '3', ...pressing),
  /** 催办 → 督办: so many working days after an urging that brought nothing. */
  supervisionAfter: define(count(1, 20, 'workingDay'), '5', ...pressing),
  /** 设备通知 (Web Push) beside the notices in the app: only where the network reaches push services. */
  webPush: define({ kind: 'switch' }, 'off', ...pressing),
  /** 四单一记录: all five papers always, or 督办单 only where there was a supervision (A7). */
  strictReceptionFile: define({ kind: 'switch' }, 'off', cite('receptionSystem', '五（二）', 'R32')),
  /** 预约截止 (A8). */
  bookingDays: define(count(1, 30, 'day'), '7', booking),
  batchesPerSession: define(count(1, 40, 'batch'), '8', booking),
  minutesPerBatch: define(count(5, 60, 'minute'), '15', booking),
  personsPerBatch: define(count(1, 5, 'person'), '3', cite('receptionPlan', '五（二）', 'R59')),
  /** Fewer than three representatives (A9). */
  fewRepresentatives: define(choice('warn', 'refuse'), 'warn', cite('receptionPlan', '五（二）', 'R59')),
  /** 政府安排的接访 counted in the monthly quota (A1). */
  governmentSessionsCount: define({ kind: 'switch' }, 'on', cite('receptionSystem', '四（一）', 'R18')),
  /** 续报率 (A10): which extensions count, and from where it is warned; the limit itself is 20 ‰. */
  extensionReading: define(choice('approved', 'requested'), 'approved', rate),
  extensionWarning: define(count(1, 20, 'perMille'), '15', rate),
  ...openings,
} as const satisfies Readonly<Record<string, SettingDefinition>>;

export type SettingKey = keyof typeof settingDefinitions;

/** All keys, in their order. */
// Object.keys forgets that the object has exactly these.
export const settingKeys = Object.keys(settingDefinitions) as readonly SettingKey[];

/** Every setting as text, as it holds on one day. */
export type BureauSettings = Readonly<Record<SettingKey, string>>;

/** One value that somebody set, from a day on. `order` grows with every change. */
export interface SettingVersion {
  readonly key: SettingKey;
  readonly value: string;
  readonly validFrom: PlainDate;
  readonly order: number;
}

/** Whether there is a setting of this name. */
export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(settingDefinitions, key);

/** The value in its one spelling, or undefined when the setting cannot hold it. */
export function settingValue(key: SettingKey, given: string): string | undefined {
  const shape: SettingShape = settingDefinitions[key].shape;
  const text = given.trim();
  switch (shape.kind) {
    case 'switch':
      return text === 'on' || text === 'off' ? text : undefined;
    case 'choice':
      return shape.choices.includes(text) ? text : undefined;
    case 'number': {
      const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
      return number >= shape.least && number <= shape.most ? String(number) : undefined;
    }
    case 'hours': {
      const [from, to] = hoursOf(text) ?? [0, 0];
      return from < to ? text : undefined;
    }
    case 'opening':
      return /^\p{Script=Han}{1,4}$/u.test(text) ? text : undefined;
    case 'text':
      return text !== '' && text.length <= shape.longest && !/\p{Cc}/u.test(text) ? text : undefined;
  }
}

const hoursPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** 08:30-12:00 as minutes of the day; undefined when it cannot be read. */
export function hoursOf(text: string): readonly [from: number, to: number] | undefined {
  const found = hoursPattern.exec(text)?.slice(1).map(Number);
  if (found === undefined) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found;
  return [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
}

/** What holds on a day: of each setting the version that took effect last; the initial reading before the first. */
export function settingsOn(versions: readonly SettingVersion[], day: PlainDate): BureauSettings {
  const settings: Record<string, string> = {};
  for (const key of settingKeys) settings[key] = settingDefinitions[key].initial;
  const inForce = versions
    .filter(({ validFrom }) => validFrom <= day)
    .sort((a, b) => (a.validFrom === b.validFrom ? a.order - b.order : a.validFrom < b.validFrom ? -1 : 1));
  for (const { key, value } of inForce) {
    // A value of a later program that this one cannot hold leaves the reading as it was.
    const held = isSettingKey(key) ? settingValue(key, value) : undefined;
    if (held !== undefined) settings[key] = held;
  }
  // every key was set above
  return settings as BureauSettings;
}

/** The key of a channel’s opening characters. */
export const openingKey = (channel: Channel): OpeningKey => `opening-${channel}`;

/** A number among the settings. */
export const settingNumber = (settings: BureauSettings, key: SettingKey): number => Number(settings[key]);
