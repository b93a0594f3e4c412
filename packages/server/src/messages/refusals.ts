import { type RefusalCode, type Refused, type Role, roles, type UnitKind, unitKinds } from '@huiyin/domain';
import { fieldSubject, refusalMessage, roleName, unitKindName } from '@huiyin/domain/messages';
import { isSettingKey, type SettingShape, settingDefinitions } from '@huiyin/domain/settings';
import { commandFieldAt } from './command-fields.ts';

type Params = Readonly<Record<string, string | number>>;

/**
 * Chinese sentences of the refusals that only the server gives, or can say more exactly than the domain's catalogue,
 * where all others stand.
 */
const sentences = {
  'rate-limited': (p: Params) => `请求过于频繁，请在${p.seconds}秒后重试。`,
  'too-many-streams': (p: Params) =>
    `同一账号、同一候谈屏链接同时打开的实时画面不能超过${p.limit}个，请先关闭不用的页面。`,
  'wrong-origin': () => '请求来自其他网站，已被拒绝。请从本系统页面操作。',
  'password-too-weak': (p: Params) => `密码太短，请换一个至少${p.minimum}个字符的密码。`,
  'invalid-username': () => '用户名应为2至32个字母、数字、点、横线或下划线。',
  'invalid-display-name': () => '姓名应为1至40个字。',
  'initial-password': () => '这是管理员给的初始密码。请设一个自己的新密码，然后登录。',
  'current-password-wrong': () => '现在的密码不对，请重新输入。',
  'password-unchanged': () => '新密码与现在的密码相同，请换一个。',
  'username-taken': (p: Params) => `用户名“${p.username}”已有人使用，请换一个；停用的账号也占用用户名。`,
  'no-such-person': () => '没有这个人，请刷新人员名单后重试。',
  'last-administrator': () => '这是最后一位能登录的系统管理员，不能停用或改作其他角色。请先另设一位管理员。',
  'role-not-at-unit': (p: Params) =>
    `${nameOf(roles, roleName, p.role)}不能设在“${p.unit}”（${nameOf(unitKinds, unitKindName, p.kind)}）。${
      p.role === 'departmentClerk'
        ? '请选择具体的处室、区县教育局或学校。'
        : '这个角色能看到全局的事项，请选择市教育局或局内处室。'
    }`,
  'post-not-for-person': (p: Params) =>
    p.post === 'portfolioLeader' || p.post === 'coordinator'
      ? `“${p.person}”不是局领导，不能分管或协调“${p.unit}”。请选择启用中的局领导账号。`
      : `“${p.person}”不能担任“${p.unit}”的这个职务。请选择本单位启用中的账号；局的主要负责人请选择局领导。`,
  'unknown-report': () => '没有这份报告，或您不能查看它。请返回报表列表。',
  'period-wrong-for-report': () => '报告期应为月份（如2026-10）、季度（如2026-Q3）或年份（如2026），且已经开始。',
  'report-font-missing': (p: Params) =>
    `服务器缺少能显示“${p.missing}”的字体，没有生成PDF。请下载Word文件，或告知管理员。`,
  'report-not-made': () => '报告多次没有生成成功，已停止。请稍后再试；仍不成功的，请告知系统管理员。',
  'figures-behind': () => '统计数据正在更新，请稍等片刻再生成报告。',
  'invalid-screen-name': () => '大屏名称应为1至40个字。',
  'unknown-screen': () => '没有这块大屏，请刷新后重试。',
  'screen-link-gone': () => '这块大屏的链接已停用或不正确。请系统管理员重新生成链接。',
  'invalid-view': (p: Params) => `视图名称应为1至${p.maximum}个字。`,
  'reveal-not-allowed': () =>
    '只有承办单位（交办、转送以后）、局办公室和局领导可以查看信访人的完整信息。确需联系的，请与承办单位或者局办公室联系。',
  'reveal-reason-missing': (p: Params) => `请写明查看理由，2至${p.maximum}个字；理由会记入办理经过和审计记录。`,
  'nothing-to-reveal': () => '这件事项没有登记姓名、电话、证件号码或住址，没有可查看的内容。',
  'view-not-shared': () => '只有局办公室可以把视图设为大家共用。您可以先保存为自己的视图。',
  'view-not-yours': () => '没有这个视图，或者它是别人保存的，不能改动。请刷新后重试。',
  'too-many-views': (p: Params) => `每人最多保存${p.maximum}个视图，请先删去不用的。`,
  'no-units': () => '没有要添加的单位，请至少填一行。',
  'too-many-units': (p: Params) => `一次最多添加${p.maximum}个单位，请分几次添加。`,
  'units-refused': (p: Params) => `有${p.count}行没有通过，一个单位也没有添加。${p.rows}`,
  'invalid-unit-name': (p: Params) => `单位名称应为2至${p.maximum}个字，不含特殊符号。`,
  'invalid-short-name': (p: Params) => `简称应不超过${p.maximum}个字，不含特殊符号。`,
  'invalid-unit-contact': (p: Params) => `联系方式应写成一行，不超过${p.maximum}个字，不含特殊符号。`,
  'unit-name-taken': (p: Params) => `已有名为“${p.name}”的单位，请写能区分的全称（如加上区县名），或删去这一行。`,
  'unknown-parent-unit': (p: Params) => `没有名为“${p.parent}”的上级单位，请写它的全称，或先添加它（上级要排在前面）。`,
  'parent-unit-ambiguous': (p: Params) => `“${p.parent}”不止一个单位，上级请写全称。`,
  'unit-kind-not-under': (p: Params) =>
    `${nameOf(unitKinds, unitKindName, p.kind)}不能设在“${p.parent}”（${nameOf(unitKinds, unitKindName, p.parentKind)}）之下，请改类别或上级。`,
  'unit-is-root': () => '市教育局本身不能划转或撤销。',
  'unit-below-itself': (p: Params) => `“${p.unit}”不能划到它自己的下级单位之下，请另选上级。`,
  'unit-is-closed': (p: Params) => `“${p.unit}”已撤销，不能再接收单位。请另选上级，或先恢复它。`,
  'unit-still-holds': (p: Params) =>
    `“${p.unit}”还有${p.units}个下级单位、${p.people}个启用的账号、${p.cases}件没有办结的事项，不能撤销。请先划转下级、停用或调走人员、办结或改派事项。`,
  'unknown-setting': () => '没有这项开关，请刷新后重试。',
  'setting-value': (p: Params) => `这项开关不能设成这个值。请填写${rangeOf(String(p.key))}。`,
  'setting-reason': () => '请写明为什么改（不超过500字），改动会留在审计记录里。',
  'setting-day': () => '生效日期应为今天或以后，且不超过400天。',
  'setting-unchanged': () => '到那一天本来就是这个值，没有改动。请改成别的值，或者不必提交。',
  'number-opening-taken': (p: Params) => `编号字头“${p.opening}”已被别的渠道用过，会造成重号，请换一个。`,
  'unknown-calendar-notice': () => '没有这份放假安排，请刷新后重试。',
  'calendar-notice-waiting': (p: Params) => `已有一份${p.year}年的放假安排等待复核，请先复核或撤回它。`,
  'calendar-notice-settled': () => '这份放假安排已经复核或撤回，请刷新查看。',
  'calendar-notice-own': () => '导入和复核须由两个人完成。请另一位系统管理员登录复核。',
  'calendar-year-gap': (p: Params) => `${p.year}年之前还缺年份，请先导入${p.next}年的放假安排。`,
  'notice-against-calendar': (p: Params) => `${p.year}年的放假和调休与相邻年份的安排冲突，请核对跨年的日期。`,
  'notice-address': () => '请填写通知在政府网站上的网址（https，以gov.cn结尾的网站），或者留空。',
  'import-too-long': (p: Params) => `一次最多导入${p.limit}行，这张表有${p.given}行。请拆成几张表分别导入。`,
  'import-unreadable': () => '没有读到可以导入的内容。请用模板填写，第一行是列名，每个格子不超过32767字。',
  'import-withdrawn': () => '这次导入没有登记任何一行，已经作废。请重新选择表格，检查后再登记。',
  'import-busy': () => '另一张表正在登记，还没有完。请过一分钟再试，这张表一行也没有登记。',
  'import-again': (p: Params) => `这张表${p.name}已经导入过。确实要再登记一遍的，请选“仍然导入”。`,
  'invalid-command': (p: Params) => `提交内容有误：${p.detail}。请改正后重新提交。`,
  'unknown-command': (p: Params) => `不认识的操作类型“${p.type}”。请更新应用后重试。`,
  'command-too-large': (p: Params) => `单条提交不能超过${p.kilobytes}KB。照片请作为附件上传。`,
  'period-wrong': (p: Params) => `起止日期有误：应从今天或以后开始，止日不早于起日，且不超过${p.days}天。请重新填写。`,
  'board-link-unknown': () => '这个候谈屏链接已经更换或者不存在。请向局办公室索取新的链接。',
  'calendar-link-unknown': () => '这个日历链接已经更换或者不存在，请在“接访日”重新取得。',
  'unknown-address': () => '没有这个地址，请核对后重试。',
  'unknown-conflict': () => '没有找到要处理的这处冲突，可能已经处理过。请查看最新内容；如仍需修改，请重新提交。',
  'invalid-token-name': (p: Params) => `令牌用途应为2至${p.maximum}个字，写明哪个程序使用。`,
  'token-days': (p: Params) => `令牌有效期应为1至${p.maximum}天。`,
  'token-scopes': () => '令牌的权限不能为空，也不能超出使用人自己的权限。请重新选择。',
  'token-for-another': () => '只能为自己，或由系统管理员为看板账号生成令牌。',
  'too-many-tokens': (p: Params) => `同一账号有效的令牌不能超过${p.maximum}个，请先停用不用的。`,
  'push-off': () => '本局没有打开设备通知。需要时请系统管理员在“管理 → 开关”里打开。',
  'push-keys-missing': () => '服务器打不开设备通知的签名密钥（缺少 secret.keys），请系统管理员恢复密钥文件。',
  'push-endpoint': () =>
    '这个浏览器的推送服务不在允许的名单里。请换用 Chrome、Edge、Firefox 或 Safari；自建推送服务请系统管理员写进 HUIYIN_PUSH_SERVICES。',
  'push-browser-keys': () => '浏览器给出的密钥不完整，请刷新页面后再允许一次。',
  'too-many-push-devices': (p: Params) => `同一账号最多在${p.maximum}台设备上收通知，请先移除不用的。`,
  'unknown-push-device': () => '没有找到这台设备，可能已经退出登录或被移除。请刷新后重试。',
  'push-gone': () => '浏览器已经撤回了允许，这台设备已从名单里移除。需要时请在那台设备上重新允许。',
  'push-failed': (p: Params) =>
    `没有送到浏览器的推送服务（${p.error}）。可能是服务器的网络不通外网，应用内的提醒不受影响。`,
  'invalid-webhook-name': (p: Params) => `名称应为2至${p.maximum}个字，写明是哪个程序。`,
  'invalid-webhook-url': () =>
    '回调地址应为 http 或 https 网址，不带用户名和密码；本机保留地址和链路本地地址不能使用。',
  'webhook-events': () => '请至少选择一类变动。',
  'unknown-webhook': () => '没有找到这个回调地址，请刷新后重试。',
  'unknown-delivery': () => '没有找到这条推送记录，请刷新后重试。',
  'unknown-token': () => '没有找到这个令牌，请刷新后重试。',
  'unknown-device': () => '没有找到这部手机的登记，或它不属于这个账号。请用本机的账号，或联系管理员。',
  'unknown-material': () => '没有找到这份移交材料，可能已经处理过，请刷新后再看。',
  'handling-missing': () => '请写明怎样处理的，例如“已补报”“不必再报”。',
  'device-revoked': () => '这部手机已被停用，不能再打开。未报送的内容会在联网时移交办公室。',
  'device-not-revoked': () => '这部手机没有被停用，不需要移交。请照常上报。',
  'account-closed': () => '填写人的账号已停用，没有代为报送，已转办公室处理。',
  'not-the-author': () => '该内容由另一账号填写，只能由填写人本人登录后提交。',
  'export-running': () => '您有一份导出还没有完成，或者同时导出的人较多。请稍后再试。',
  'bulk-size': (p: Params) => `一次批量办理应选1至${p.limit}件，请重新选择。`,
  'unknown-bulk': () => '没有这次批量办理的记录，或者它是别人办的。请从“批量办理记录”中查看。',
  'bulk-account-closed': () => '办理人的账号已停用，或者不再办理信访事项，其余的没有办。',
  'unknown-document': () => '没有这份文书，或者您不能查看它所在的信访事项。请从信访事项的“文书”中打开。',
  'organ-mark-not-here': (p: Params) =>
    `“${p.unit}”不以自己的名义发文：处室用所在机关的代字，市教育局的代字在“开关”里设置。`,
  'organ-mark-shape': () => '机关代字应为2至12个汉字，如“东教信”。',
  'organ-mark-taken': (p: Params) => `“${p.mark}”会与${p.unit}的发文字号分不清。请换一个代字。`,
  'template-unchanged': (p: Params) => `这份文件与${p.version}的模板完全相同，没有另存。请选择修改后的文件。`,
  'unknown-template': () => '没有这个版本的模板。请刷新后从列表中选择。',
  'document-not-yet': () => '这份文书现在还不能生成。请先办理产生它的步骤。',
  'document-not-laid': (p: Params) =>
    `模板中有${p.what}，不能如实排成 PDF。请下载文档，用 WPS 或 Word 打印；或者请管理员改模板。`,
  'document-glyphs-missing': (p: Params) =>
    `服务器的字体中没有“${p.characters}”，排成 PDF 会成为方框，所以没有生成。请下载文档打印，或者请管理员在服务器上安装含此字的字体。`,
  'document-font-missing': () =>
    '服务器上没有中文字体，不能生成 PDF。请下载文档打印，并请管理员安装仿宋、宋体或者 fonts-noto-cjk 字体。',
  'invalid-cursor': () => '分页位置无效，请从第一页重新加载。',
  'invalid-page-size': (p: Params) => `每页条数应为1至${p.maximum}。`,
  'malformed-request': (p: Params) => `请求有误，请检查后重试${p.detail === undefined ? '' : `：${p.detail}`}。`,
  'request-too-large': () => '请求内容过大，请分批提交。',
  'changed-meanwhile': () => '您打开以后，别人已经改过这里，所以这一次没有改动。请看现在的内容，仍要改的再提交一次。',
  'server-not-ready': () => '系统正在启动或停止，请稍后重试。',
  'unsupported-media-type': () => '请求格式不受支持，请使用application/json。',
  'internal-error': (p: Params) => `系统内部错误，已记录（编号${p.id}）。请稍后重试；如反复出现，请将编号告知管理员。`,
} satisfies Record<string, (params: Params) => string>;

/** The Chinese name of an id that came through a refusal's params as text. */
function nameOf<T extends Role | UnitKind>(ids: readonly T[], name: (id: T) => string, given: unknown): string {
  const known = ids.find((id) => id === given);
  return known === undefined ? String(given) : name(known);
}

/** Rows that are told one by one; further ones are only counted. */
const rowsTold = 20;

/** One refusal for all the bad rows of a list, each with its number, its name and what to do. */
export function rowsRefused(
  problems: readonly { readonly row: number; readonly name: string; readonly refusal: Refusal }[],
): Refusal {
  const told = problems
    .slice(0, rowsTold)
    .map(({ row, name, refusal }) => `第${row}行“${name}”：${sentenceOf(refusal)}`);
  const more = problems.length > rowsTold ? [`另有${problems.length - rowsTold}行。`] : [];
  return serverRefusal('units-refused', { count: problems.length, rows: [...told, ...more].join('') }, 'units');
}

/** What is wrong with the shape of one field of a command. */
export function shapeProblem(problem: 'missing' | 'choice' | 'shape' | 'unstorable', path: string): string {
  const field = path === '' ? '内容' : `“${fieldSubject(path, commandFieldAt).replace(/：$/, '') || path}”`;
  const said = {
    missing: '没有填写',
    choice: '不在可选范围内',
    shape: '的格式不正确',
    unstorable: '含有无法保存的内容（如乱码字符）',
  };
  return field + said[problem];
}

const idNames = {
  commandId: '操作编号',
  caseId: '信访件编号',
  importId: '导入编号',
  bulkId: '批量办理编号',
  viewId: '视图编号',
} as const;

/** Refuses an id that a client made and that is no UUID; `name` says which, `path` where it stands. */
export function notUuid(name: keyof typeof idNames, path: string): Refusal {
  const detail = `${idNames[name]}（字段“${path}”）应当是 UUID`;
  return serverRefusal('invalid-command', { path, detail }, path);
}

/** Name of the root unit of a bureau made by its first administrator, until it is renamed. */
export const newBureau = { name: '教育局', initials: 'jyj' } as const;

/** Stands in a route's sentence while no handling unit has been chosen. */
export const unnamedHandlingUnit = '有权处理的单位';

/** What a setting may hold, in words. */
function rangeOf(key: string): string {
  const shape: SettingShape | undefined = isSettingKey(key) ? settingDefinitions[key].shape : undefined;
  switch (shape?.kind) {
    case 'switch':
      return '“on”（开）或“off”（关）';
    case 'number':
      return `${shape.least}至${shape.most}的整数`;
    case 'hours':
      return '起止时间，如08:30-12:00，起早于止';
    case 'opening':
      return '1至4个汉字';
    case 'text':
      return `1至${shape.longest}个字，不分行`;
    default:
      return '页面上列出的一个选项';
  }
}

/** Code of a refusal that the server itself gives. */
export type ServerRefusalCode = keyof typeof sentences;

/** Every code of a refusal that the server itself gives. */
export const serverRefusalCodes = Object.keys(sentences) as readonly ServerRefusalCode[]; // the keys written above

/** A refusal of the rules (domain) or of the server's own door. */
export type Refusal = Omit<Refused, 'code'> & { readonly code: RefusalCode | ServerRefusalCode };

/** The Chinese sentence of any refusal, the server's own or the domain's: what, why, how to mend. */
export function sentenceOf(refusal: Refusal): string {
  const { code } = refusal;
  return isServerCode(code) ? sentences[code](refusal.params) : refusalMessage({ ...refusal, code }, commandFieldAt);
}

/** A refusal at the server's door as a value. */
export function serverRefusal(code: RefusalCode | ServerRefusalCode, params: Params = {}, path?: string): Refusal {
  return { ok: false, code, params, citations: [], ...(path === undefined ? {} : { path }) };
}

function isServerCode(code: string): code is ServerRefusalCode {
  return Object.hasOwn(sentences, code);
}
