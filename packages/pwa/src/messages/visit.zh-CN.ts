/** Words of a down-visit in depth, for the form in the field and the page at the desk. */
export const visitWords = {
  aboutCase: { contractedCase: '包案的事项', accompaniedSupervision: '督办的事项' },
  caseSearch: '输入编号、事项或单位找',
  caseNone: '本机的案件里没有找到。联网打开“案件”一次后再试。',
  caseChange: '更换',
  caseGone: '此件已不在本机的列表里，编号仍然有效。',
  done: '做了什么',
  doneHint: '约见了谁，协调了什么，商定了什么',
  findings: '督办情况',
  findingsHint: '办到哪一步，卡在哪里',
  requirement: '提出一条要求',
  requirementTag: '督办要求',
  participants: '参加人',
  participantsHint: '几个人用顿号隔开',
  points: '会议纪要',
  pointsHint: '一行一条',
  topic: '调研课题',
  notes: '调研记录',

  owner: '谁来办',
  ownerType: '名册里没有，直接写名字',
  ownerPick: '从名册里选',
  ownerChange: '更换',
  owned: (name: string) => `谁来办：${name}`,

  provisional: '暂编号',
  provisionalHint: '可先告诉群众；上报后换成正式编号，两个编号都能查到。',

  facesHint: '照片里有学生面部的，请点开照片用“遮挡”盖住，再保存。',
  photoOpen: (place: number, total: number) => `照片 ${place}（共 ${total} 张），点开标注`,
  photoMove: (place: number) => `移动照片 ${place}：按住拖动，或用方向键`,
  photoMoved: (place: number, total: number) => `已移到第 ${place} 张，共 ${total} 张`,
  photoTitle: (place: number, total: number) => `照片 ${place} / ${total}`,
  photoEarlier: '往前移',
  photoLater: '往后移',
  photoDelete: '删除这张',
  caption: '说明',
  captionHint: '一句话，写明拍的是什么',
  tools: '标注',
  tool: { arrow: '箭头', circle: '圈出', text: '文字', mosaic: '遮挡' },
  toolHint: {
    arrow: '在照片上从这里拖到那里。',
    circle: '在照片上拖出一个圈。',
    text: '先写文字，再点照片上的位置。',
    mosaic: '在面部上拖出一块。完成后像素会被抹掉，原图不保留，也不上传。',
  },
  markText: '要写的文字',
  markKeys: '用键盘：按“放在中间”，再用方向键移动。',
  markCentre: '放在中间',
  undo: '撤销上一个',
  nothingToUndo: '还没有标注',
  photoDone: '完成',
  masking: '正在遮挡…',
  maskFailed: '没有遮挡成功，照片还是原来的样子，请再试一次。',
  masked: '已遮挡',
  photoPosition: '照片自带位置',
  photoPositionRemove: '删去位置',
  marksText: (marks: readonly string[]) => `标注：${marks.join('、')}`,
  markName: { arrow: '箭头', circle: '圈' },

  voice: '录音',
  voiceStart: '录一段说明',
  voiceStop: '停止',
  voiceRecording: (length: string) => `正在录音 ${length}`,
  voiceLimit: '最长 5 分钟',
  voiceUnsupported: '这个浏览器不能录音，请写成文字',
  voiceDenied: '没有得到麦克风许可，不影响保存。可在浏览器设置里允许后再试。',
  voiceFailed: '没有录上，请再试一次，或写成文字。',
  voiceAgain: '重录',
  voiceRemove: '删除录音',
  voiceLength: (length: string) => `录音 ${length}`,
  optional: '选填',
  removeBody: '从这次记录里去掉，不能恢复。',

  signerName: '签名人姓名',
  signerTitle: '职务',
  signedBy: (name: string, title: string) => [name, title].filter(Boolean).join('，'),

  sketch: '位置示意图',
  sketchOf: (metres: number) => `位置示意图：实际位置在误差约 ${metres} 米的圆内`,
  north: '北',
  metres: (metres: number) => (metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`),
  coordinates: (latitude: number, longitude: number) =>
    `${latitude < 0 ? '南纬' : '北纬'} ${Math.abs(latitude).toFixed(5)}°，${longitude < 0 ? '西经' : '东经'} ${Math.abs(longitude).toFixed(5)}°`,
  datum: 'WGS-84 坐标，与国内地图的偏移坐标不同。',

  room: (used: string, free: string) => `本机已用 ${used}，还可存约 ${free}`,
  roomLow: (free: string) => `本机只剩约 ${free}，快存满了。请先联网上报，或清理手机空间，再添加照片和录音。`,
  tooLong: (given: number, limit: number) =>
    `已有 ${given.toLocaleString('zh-CN')} 字，最多 ${limit.toLocaleString('zh-CN')} 字。内容都还在，请精简，或分次记录。`,
  photoUnread: (name: string) => `“${name}”没有读完，可能已损坏，没有加入。`,
} as const;

/** 3:07. @param seconds whole or not */
export function lengthText(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
