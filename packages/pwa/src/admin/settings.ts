import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { settingUnits, settingWords, settingsMessages as words } from '../messages/settings.zh-CN.ts';

export const SettingsQuery = graphql(`
  query Settings {
    today
    settings {
      key kind choices least most unit value initial citations { regulation article }
      versions { value validFrom reason setBy setAt }
    }
  }
`);
export type SettingsAnswer = ResultOf<typeof SettingsQuery>;
export type Setting = SettingsAnswer['settings'][number];

export const ChangeSetting = graphql(`
  mutation ChangeSetting($key: ID!, $value: String!, $reason: String!, $validFrom: Date, $seen: JSON) {
    changeSetting(key: $key, value: $value, reason: $reason, validFrom: $validFrom, seen: $seen) { key value }
  }
`);

/** The name and meaning of a switch; a switch of a newer server shows its key. */
export function wordsOf(key: string): (typeof settingWords)[keyof typeof settingWords] {
  const known: Readonly<Record<string, (typeof settingWords)[keyof typeof settingWords]>> = settingWords;
  return known[key] ?? { name: key, meaning: '' };
}

/** A value as people read it: 开, 7 天, 浙江省. */
export function valueText(setting: Pick<Setting, 'key' | 'kind' | 'unit'>, value: string): string {
  if (setting.kind === 'switch') return value === 'on' ? words.on : words.off;
  if (setting.kind === 'choice') return wordsOf(setting.key).choices?.[value] ?? value;
  if (setting.kind === 'number') return `${value} ${settingUnits[setting.unit ?? ''] ?? ''}`;
  return value;
}
