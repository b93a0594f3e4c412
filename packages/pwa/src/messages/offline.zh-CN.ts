import type { PassingFault } from '../offline/channel.ts';
import type { StoreTrouble } from '../offline/database.ts';

/** Words about what is only on this phone and how it goes out. Nothing here claims more than is true. */
export const offlineMessages = {
  offline: '离线',
  offlineCalm: '离线 · 都存在本机',
  online: '在线',
  sending: '正在上报…',
  unsent: (count: number) => `${count} 项待发`,
  allSent: '已全部上报',
  signInNeeded: '请重新登录后继续',
  signInNeededDetail: '登录已过期。待发的内容都在本机，重新登录后自动上报。',
  signInOther: (name: string) => `现在登录的不是${name}。待发的内容都在本机，请${name}重新登录后上报。`,
  signInAgain: '重新登录',
  updateReady: '有新版本',
  updateNow: '点此更新',
  updateElsewhere: '另一个窗口还有没填完的内容',
  updateAfterForm: '有新版本，填完这一份再更新',
  storeUnknown: '没有存下，内容还在这一页。请再点一次保存。',
  insecure: '请用 https 地址打开：不安全的连接下，浏览器不允许离线保存。',
} as const;

/** Why sending waits, in plain words. */
export const faultWords: Readonly<Record<PassingFault, string>> = {
  network: '没有网络，有网后自动上报',
  timeout: '网络太慢，稍后自动再试',
  busy: '服务器忙，稍后自动再试',
  server: '服务器暂时没有答复，稍后自动再试',
  portal: '这个无线网需要先登录，请先在浏览器里登录，或改用手机流量',
};

/** What the phone itself says about an item the server would not take, by code. The server's own sentence goes first. */
export const itemRefusalWords: Readonly<Record<string, string>> = {
  'invalid-command': '服务器看不懂这一项，其他各项不受影响。请打开修改后再提交；如仍不行，请更新到新版本。',
  'too-large': '内容太大，服务器没有接收。请打开修改，减少照片后再提交。',
  'attachment-lost': '照片在本机已找不到。请打开修改，重新拍照后再提交。',
  'attachment-missing': '照片几次上传都没有成功。请打开修改，重新拍照后再提交。',
  'attachment-refused': '服务器没有接收这张照片。请打开修改，换一张后再提交。',
};

/** The sentence for a refused item when the server sent none. */
export const itemRefusalFallback = '服务器没有接收这一项。请打开修改后再提交。';

/** Why the phone could not keep or read something, and what to do. */
export const storeTroubleWords: Readonly<Record<StoreTrouble, string>> = {
  full: '手机存储空间不足，没有存下。请清理空间后再点保存；已填的内容还在这一页。',
  blocked: '另一个窗口还开着旧版本，没有存下。请关闭其他回音窗口后再试。',
  newer: '本机的内容由更新的版本保存，这个旧版本不会动它，什么都没有丢。请联网，等出现“有新版本”后更新。',
  damaged: '浏览器读不了本机的存储，可能已损坏。请不要清除浏览器数据，先重启手机再打开；已送达的内容都在服务器上。',
  unavailable: '浏览器不允许在本机保存（可能是无痕模式）。请换用普通窗口。',
  locked: '本机已锁定，没有存下。请用口令打开后再试。',
};
