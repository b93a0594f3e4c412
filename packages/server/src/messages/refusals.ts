import type { RefusalCode, Refused } from '@huiyin/domain';
import { refusalMessage } from '@huiyin/domain/messages';

type Params = Readonly<Record<string, string | number>>;

/**
 * Chinese sentences of the refusals that only the server gives, or can say more exactly than the domain's catalogue,
 * where all others stand.
 */
const sentences = {
  'rate-limited': (p: Params) => `请求过于频繁，请在${p.seconds}秒后重试。`,
  'wrong-origin': () => '请求来自其他网站，已被拒绝。请从本系统页面操作。',
  'password-too-weak': (p: Params) => `密码至少需要${p.minimum}个字符。`,
  'invalid-username': () => '用户名应为2至32个字母、数字、点、横线或下划线。',
  'invalid-display-name': () => '姓名应为1至40个字。',
  'invalid-command': (p: Params) => `提交内容有误：${p.detail}。请改正后重新提交。`,
  'unknown-command': (p: Params) => `不认识的操作类型“${p.type}”。请更新应用后重试。`,
  'command-too-large': (p: Params) => `单条提交不能超过${p.kilobytes}KB。照片请作为附件上传。`,
  'not-the-author': () => '该内容由另一账号填写，只能由填写人本人登录后提交。',
  'invalid-cursor': () => '分页位置无效，请从第一页重新加载。',
  'invalid-page-size': (p: Params) => `每页条数应为1至${p.maximum}。`,
  'malformed-request': (p: Params) => `请求有误，请检查后重试：${p.detail}`,
  'request-too-large': () => '请求内容过大，请分批提交。',
  'unsupported-media-type': () => '请求格式不受支持，请使用application/json。',
  'internal-error': (p: Params) => `系统内部错误，已记录（编号${p.id}）。请稍后重试；如反复出现，请将编号告知管理员。`,
} satisfies Record<string, (params: Params) => string>;

/** What is wrong with the shape of one field of a command. */
export function shapeProblem(problem: 'missing' | 'choice' | 'shape', path: string): string {
  const field = path === '' ? '内容' : `字段“${path}”`;
  return { missing: `缺少${field}`, choice: `${field}不在可选范围内`, shape: `${field}的格式不正确` }[problem];
}

/** Name of the root unit of a bureau made by its first administrator, until it is renamed. */
export const newBureau = { name: '教育局', initials: 'jyj' } as const;

/** Stands in a route's sentence while no handling unit has been chosen. */
export const unnamedHandlingUnit = '有权处理的单位';

/** Code of a refusal that the server itself gives. */
export type ServerRefusalCode = keyof typeof sentences;

/** A refusal of the rules (domain) or of the server's own door. */
export type Refusal = Omit<Refused, 'code'> & { readonly code: RefusalCode | ServerRefusalCode };

/** The Chinese sentence of any refusal, the server's own or the domain's: what, why, how to mend. */
export function sentenceOf(refusal: Refusal): string {
  const { code } = refusal;
  return isServerCode(code) ? sentences[code](refusal.params) : refusalMessage({ ...refusal, code });
}

/** A refusal at the server's door as a value. */
export function serverRefusal(code: RefusalCode | ServerRefusalCode, params: Params = {}, path?: string): Refusal {
  return { ok: false, code, params, citations: [], ...(path === undefined ? {} : { path }) };
}

function isServerCode(code: string): code is ServerRefusalCode {
  return Object.hasOwn(sentences, code);
}
