import type { UnitKind } from '@huiyin/domain';

/** The words of the administrator's door and of changing one's own password. */

export const adminMessages = {
  title: '系统管理',
  nav: '系统管理导航',
  units: '单位',
  people: '人员',
  signOutFailed: '没有连上服务器，还没有退出。请稍后再试，或关闭浏览器。',
} as const;

export const unitAdminMessages = {
  title: '单位',
  total: (count: number) => `共 ${count} 个`,
  search: '找单位',
  add: '添加单位',
  addUnder: (name: string) => `加下级：${name}`,
  addShort: '加下级',
  paste: '从表格粘贴',
  rename: '改名',
  renameOf: (name: string) => `改名：${name}`,
  open: (name: string) => `展开${name}`,
  children: (count: number) => `下级 ${count} 个`,
  none: '没有找到这个单位。',
  emptyTitle: '还没有下级单位',
  emptyHint: '先核对局的名称，再添加处室、区县和学校。单位多时，可从表格里整列复制，一次粘贴进来。',
  name: '单位全称',
  nameHint: '全局不重名，如：东湖区第一小学。',
  shortName: '简称',
  kind: '类别',
  parent: '上级单位',
  save: '保存',
  added: (name: string) => `已添加“${name}”。`,
  renamed: (name: string) => `已改名为“${name}”。`,
} as const;

export const pasteMessages = {
  title: '从表格粘贴单位',
  hint: '每行一个单位，各列依次为：名称、类别、上级、简称（可空）。上级写全称，空着表示直属于局；上级要排在下级前面。',
  kinds: '类别可写：处室、区县教育局、直属学校、市属高校、区县学校。',
  label: '粘贴在这里',
  example: '人事处\t处室\n东湖区教育局\t区县教育局\n东湖区第一小学\t区县学校\t东湖区教育局',
  preview: '预览',
  head: { row: '行', name: '名称', kind: '类别', parent: '上级', state: '结果' },
  fine: '可以添加',
  toBureau: '（直属于局）',
  noKind: '没有写类别。请写：处室、区县教育局、直属学校、市属高校或区县学校。',
  wrongKind: (word: string) => `不认识类别“${word}”。请写：处室、区县教育局、直属学校、市属高校或区县学校。`,
  bad: (count: number) => `有 ${count} 行要改好。改好之前，一个单位也不会添加。`,
  checking: '正在核对…',
  submit: (count: number) => `添加这 ${count} 个单位`,
  done: (count: number) => `已添加 ${count} 个单位。`,
} as const;

/** Words that people write for a kind of unit in their spreadsheets. */
export const kindWords: Readonly<Record<Exclude<UnitKind, 'bureau'>, readonly string[]>> = {
  department: ['局内处室', '处室', '科室', '内设机构', '机关处室', '处', '科'],
  districtAuthority: ['区县教育行政部门', '区县教育局', '区县局', '区县', '县市区教育局', '区县（市）教育局', '社发局'],
  affiliatedSchool: ['直属学校（单位）', '直属学校', '直属单位', '市直学校', '直属'],
  municipalUniversity: ['市属高校', '高校', '大学'],
  districtSchool: ['区县学校', '学校', '中小学', '小学', '中学', '幼儿园', '教学点'],
};

/** First cells of a heading row, which is no unit. */
export const headingWords: readonly string[] = ['名称', '单位名称', '单位', '单位全称', '学校名称'];

export const peopleMessages = {
  title: '人员',
  total: (count: number) => `共 ${count} 人`,
  search: '姓名、用户名或单位',
  add: '添加人员',
  manage: '管理',
  edit: (name: string) => `管理：${name}`,
  none: '没有找到这个人。',
  username: '用户名',
  usernameHint: '登录用，2 至 32 个字母、数字、点、横线或下划线，添加后不能改。',
  displayName: '姓名',
  role: '角色',
  unit: '单位',
  accusations: '可阅检举控告',
  accusationsHint: '检举控告材料单独存放，只给确需办理的人。',
  disabled: '已停用',
  initial: '初始密码未换',
  seen: (when: string) => `${when}用过`,
  neverSeen: '还没登录过',
  save: '保存',
  rightsEnd: '角色、单位或“可阅检举控告”改变后，本人要重新登录。没有上报的内容都留在本人手机上。',
  saved: (name: string) => `“${name}”已保存。`,
  disable: '停用',
  enable: '启用',
  disableAsk: (name: string) => `停用后，${name}会立即退出，不能再登录；办过的事项和记录都保留，以后可以重新启用。`,
  enableAsk: (name: string) => `启用后，${name}可以用原来的密码登录。`,
  disabledDone: (name: string) => `“${name}”已停用。`,
  enabledDone: (name: string) => `“${name}”已启用。`,
  reset: '重置密码',
  resetAsk: (name: string) => `${name}会立即退出，原来的密码作废，需要用新的初始密码登录。`,
  passwordTitle: '初始密码',
  passwordFor: (name: string, username: string) => `${name}（用户名 ${username}）的初始密码：`,
  passwordOnce: '只显示这一次，系统里不留。请当面或用可靠的方式交给本人；本人第一次登录时要换成自己的密码。',
  copy: '复制',
  copied: '已复制。',
  copyFailed: '浏览器不让复制，请照抄。',
  close: '我已交给本人',
} as const;

export const ownPasswordMessages = {
  title: '改密码',
  menu: '改密码',
  current: '现在的密码',
  submit: '改密码',
  done: '密码已改。其他设备上的登录已退出。',
  back: '返回',
  initialIntro: '初始密码只用一次。请设一个自己的密码，设好就登录。',
  initialSubmit: '设好密码并登录',
} as const;
