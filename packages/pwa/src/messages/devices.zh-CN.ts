/** Words about the phones of people (本机): the administrator's list, and what revoked phones handed over. */
export const deviceMessages = {
  title: '手机',
  total: (count: number) => `${count} 部在用`,
  intro: '每人在每部手机上的登记。丢失、换人或离岗时停用：它下次联网时先移交未上报的内容，再自行清除。',
  none: '还没有人在手机上用过。',
  lastContact: (time: string) => `最近联系 ${time}`,
  unsent: (count: number) => `${count} 项未上报`,
  allSent: '已全部上报',
  revoke: '停用',
  revokeOf: (name: string, device: string) => `停用${name}的手机 ${device}`,
  revokeTitle: '停用此设备？',
  revokeBody: (name: string, device: string) =>
    `${name}的 ${device} 会立即退出登录，下次联网时移交未上报的内容，然后清除。不能撤回；本人可重新登录、重新设置。`,
  revoked: '已停用，等它联网移交',
  handedOver: '已移交，等它确认清除',
  wiped: '已停用并清除',
  done: (name: string) => `已停用${name}的手机。`,

  materialsTitle: '移交的未报送材料',
  materialsIntro: '停用的手机上没有上报、也不能直接代报的内容。请核对后补报或归档。',
  kinds: { command: '没有通过', draft: '没写完的草稿', damaged: '已损坏' },
  materialsLine: (name: string, time: string) => `${name} · ${time} 移交`,
  open: '查看',
  openOf: (title: string) => `查看${title}`,
  untitled: '未写地点',
} as const;
