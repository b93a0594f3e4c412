import type { RequestContext } from '../context.ts';
import { makeToken, revokeToken } from '../modules/access-tokens/access-tokens.usecases.ts';
import type { AdministeringContext } from '../modules/administration/administration.usecases.ts';
import { registerDevice, revokeDevice } from '../modules/devices/devices.usecases.ts';
import type { Outcome } from '../modules/people/people.usecases.ts';
import type { Viewer } from '../modules/people/viewer.ts';
import { addScreen } from '../modules/wall-screens/wall-screens.usecases.ts';
import { listWebhooks } from '../modules/webhooks/webhooks.repository.ts';
import { addWebhook, setWebhookPaused } from '../modules/webhooks/webhooks.usecases.ts';

/** As the field door names the phones that it is on. */
const phones = ['Android · Chrome', 'Android · 微信', 'iPhone · Safari'];

/**
 * Other programs of the demo bureau, so that their pages show how they look in use: tokens whose secret nobody has ever seen, a
 * webhook that is paused and leads nowhere (`.example` is nobody's), links of hall screens, phones of leaders, one of them lost.
 * Again is no harm.
 */
export async function addPrograms(
  context: AdministeringContext & Pick<RequestContext, 'keys'>,
  { admin, clerk, leaders }: { readonly admin: Viewer; readonly clerk: Viewer; readonly leaders: readonly Viewer[] },
): Promise<void> {
  if ((await listWebhooks(context.database.prisma, admin.bureauId)).length > 0) return;
  const wall = { scopes: ['counts:read'], personId: 'demo-wall' } as const;
  done(await makeToken(context, admin, { ...wall, name: '市数据平台驾驶舱', days: 365 }));
  const old = done(await makeToken(context, admin, { ...wall, name: '机关大厅旧显示程序', days: 90 }));
  done(await revokeToken(context, admin, old.token.id));
  done(await makeToken(context, clerk, { name: '科室周报表格', scopes: ['counts:read', 'cases:read'], days: 90 }));
  for (const name of ['一楼大厅', '四楼会议室']) done(await addScreen(context, admin, name));
  for (const [place, leader] of leaders.entries()) {
    const phone = await registerDevice(context, leader, phones[place] ?? 'PC · Edge');
    if (place === 0) done(await revokeDevice(context, admin, phone.id));
  }
  const url = 'https://gongxiang.huiyin-demo.example/xinfang/changes';
  const { webhook } = done(
    await addWebhook(context, admin, { name: '市数据共享平台', url, events: ['petitionCase', 'outreachVisit'] }),
  );
  done(await setWebhookPaused(context, admin, { id: webhook.id, paused: true }));
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo programs: ${outcome.code}`);
  return outcome.value;
}
