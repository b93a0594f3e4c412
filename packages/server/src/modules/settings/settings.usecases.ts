import { addDays, ok, type PlainDate, trimmed } from '@huiyin/domain';
import {
  isSettingKey,
  type SettingKey,
  settingDefinitions,
  settingKeys,
  settingsOn,
  settingValue,
} from '@huiyin/domain/settings';
import type { RequestContext } from '../../context.ts';
import { serverRefusal } from '../../messages/refusals.ts';
import { type AdministeringContext, administer } from '../administration/administration.usecases.ts';
import { changedMeanwhile } from '../administration/seen.ts';
import { lockCalendar } from '../calendar/calendar.ts';
import type { Outcome } from '../people/people.usecases.ts';
import type { Viewer } from '../people/viewer.ts';
import { insertSetting, type KeptVersion, readSettings } from './settings.repository.ts';
import { forgetSettings, versionsFor } from './settings.ts';

/** One switch as the administration page shows it. */
export interface SettingView {
  readonly key: SettingKey;
  readonly value: string;
  /** Newest first; what lies before the first is the initial reading. */
  readonly versions: readonly KeptVersion[];
}

/** Every switch with its history. */
export async function listSettings({ database, clock }: RequestContext, viewer: Viewer): Promise<SettingView[]> {
  const versions = await versionsFor(database, viewer.bureauId);
  const settings = settingsOn(versions, clock.today());
  return settingKeys.map((key) => ({
    key,
    value: settings[key],
    versions: versions.filter((one) => one.key === key).toReversed(),
  }));
}

const farthest = 400;
const longestReason = 500;

/**
 * Sets a switch from a day on (today when none is given); what was decided before stays as it was. Every command waits
 * meanwhile, so none is decided by the old value afterwards. Refuses unknown-setting, setting-value, setting-reason,
 * setting-day, setting-unchanged, number-opening-taken, changed-meanwhile.
 */
export async function changeSetting(
  context: AdministeringContext,
  viewer: Viewer,
  given: {
    readonly key: string;
    readonly value: string;
    readonly reason: string;
    readonly validFrom?: PlainDate | undefined;
    readonly seen?: unknown;
  },
): Promise<Outcome<SettingKey>> {
  const today = context.clock.today();
  const { key, validFrom = today } = given;
  const reason = trimmed(given.reason);
  if (!isSettingKey(key)) return serverRefusal('unknown-setting', {}, 'key');
  const value = settingValue(key, given.value);
  if (value === undefined) return serverRefusal('setting-value', { key }, 'value');
  if (reason === '' || reason.length > longestReason) return serverRefusal('setting-reason', {}, 'reason');
  if (validFrom < today || validFrom > addDays(today, farthest)) return serverRefusal('setting-day', {}, 'validFrom');
  const done = await administer(context, viewer, async ({ tx, bureauId, at }) => {
    await lockCalendar(tx, bureauId);
    const versions = await readSettings(tx.query, bureauId);
    const meanwhile = changedMeanwhile(given.seen, { value: settingsOn(versions, today)[key] });
    if (meanwhile) return meanwhile;
    const from = settingsOn(versions, validFrom)[key];
    if (from === value) return serverRefusal('setting-unchanged', {}, 'value');
    if (opensCases(key) && isTaken(versions, key, value)) {
      return serverRefusal('number-opening-taken', { opening: value }, 'value');
    }
    const { id: setBy, displayName: setByName } = viewer;
    await insertSetting(tx, bureauId, { key, value, validFrom, reason, setBy, setByName }, at);
    return ok({ value: key, entry: { type: 'settingChanged', key, from, to: value, validFrom, reason } });
  });
  if (done.ok) forgetSettings(context.database);
  return done;
}

/** 机关代字 opens the numbers of papers, which name their series too: no case is ever numbered like one. */
const opensCases = (key: SettingKey): boolean =>
  settingDefinitions[key].shape.kind === 'opening' && key !== 'organMark';

/** Two channels count apart, so the same opening would give two cases one number; also when it was used once before. */
function isTaken(versions: readonly KeptVersion[], key: SettingKey, value: string): boolean {
  const used = (other: SettingKey): readonly string[] => [
    settingDefinitions[other].initial,
    ...versions.filter((one) => one.key === other).map((one) => one.value),
  ];
  return settingKeys.some((other) => other !== key && opensCases(other) && used(other).includes(value));
}
