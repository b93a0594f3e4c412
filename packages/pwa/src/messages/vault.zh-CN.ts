/** How people on one phone are called while their names are locked away. */
const PLACES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/** Words of the lock on this phone (本机口令). */
export const vaultMessages = {
  setUpTitle: '设置本机口令',
  setUpIntro: '下访记录、照片和名册都加密存在这部手机上，用口令打开。没有网络也用它打开。',
  storeGone: (count: number, time: string) =>
    `浏览器丢失了回音在这部手机上的存储（可能是存储损坏，也可能被清理）。${
      count === 0
        ? `到 ${time} 为止没有未报送的内容，已送达的都在服务器上，什么都没有丢。`
        : `到 ${time} 为止有 ${count} 项没有报送或没有写完，已随存储丢失，请尽快补记；已送达的都在服务器上。`
    }`,
  lossSettled: '我已核对并补记',
  pin: '本机口令',
  pinHint: '至少 6 位，数字或文字都行；一句话更稳妥。不要用登录密码。',
  pinAgain: '再输一次',
  pinShort: '口令至少 6 位。',
  pinPlain: '不能用连续或相同的数字、字母，请换一个。',
  pinsDiffer: '两次输入的口令不一样，请重新输入。',
  setUpDone: '设好并打开',
  setUpBusy: '正在加密…',
  setUpFailed: '没有设好，什么都没有改动。请再试一次。',

  user: (place: number) => `使用者${PLACES[place] ?? String(place + 1)}`,
  lastUsed: (time: string) => `上次使用 ${time}`,
  unlock: '打开',
  unlocking: '正在打开…',
  waiting: (count: number) => `还有 ${count} 项没有上报，打开后自动上报。`,
  wrong: (left: number) => `口令不对，还可以试 ${left} 次。内容不会因为输错而丢失。`,
  wait: (seconds: number) =>
    `输错多次，请等 ${seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}再试。`,
  shut: '口令输错太多次，已停用。请用登录密码找回，本机的内容都还在。',
  full: '手机存储已满，口令没有核对，也没有算作输错。请删去一些照片、视频腾出空间再打开；设过指纹或面容的，可以直接用它打开。本机的内容都还在。',
  pinMissing: '请输入本机口令。',
  forgotten: '忘记口令',
  byPasskey: '用指纹或面容打开',
  passkeyFailed: '没有打开，请用口令。',
  otherUser: '换人使用',
  switchTitle: '换人使用',
  someoneNew: '其他人登录',

  recoverTitle: '找回',
  recoverIntro: '联网用登录密码确认身份，然后设一个新口令。本机未上报的内容都会保留。',
  username: '用户名',
  password: '登录密码',
  recover: '确认并换新口令',
  recoverRefused: '这部手机的找回办法还没有登记（从未联网登记过）。请再想想原来的口令；内容都还在。',
  recoverWrong: '服务器给的找回密钥打不开这部手机的内容，没有改动。请联系管理员。',
  back: '返回',

  section: '本机口令',
  lockNow: '立即锁定',
  lockAfter: '多久不用就锁定',
  minutes: (minutes: number) => `${minutes} 分钟`,
  onHide: '离开回音半分钟就锁定',
  changePin: '更换口令',
  oldPin: '现在的口令',
  newPin: '新口令',
  changed: '口令已更换。',
  change: '更换',
  addPasskey: '用指纹或面容打开',
  passkeyOn: '已可用指纹或面容打开',
  passkeyNone: '这部手机没有给出密钥，仍用口令打开。',
  recoverable: '忘记口令时，可联网用登录密码找回。',
  notRecoverable: '找回办法还没有登记，下次联网打开时自动登记。',
  revokedTitle: '这部手机已停用',
  handingOver: '正在把没有上报的内容移交办公室，请不要关闭。没有移交完之前，什么都不会删除。',
  wiped: '本机的内容和密钥已全部清除。',
  wipedNothing: '没有未上报的内容。',
  wipedReceived: (count: number) => `${count} 项未上报的内容已按您的名义报送。`,
  wipedKept: (count: number) => `${count} 项没有通过或没写完，已移交办公室处理。`,
  damaged: (count: number) => `本机有 ${count} 项内容已损坏，打不开，其余不受影响。损坏的原样保留，没有删除。`,
} as const;
