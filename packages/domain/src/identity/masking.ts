/** 李小明 → 李**. Always two stars, so that the length of the name is not shown; nothing stays nothing. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '' : `${first}**`;
}

/** 13912342041 → 139****2041; shorter numbers keep two digits at each end, very short ones nothing. */
export function maskPhone(phone: string): string {
  const trimmed = phone.trim();
  if (trimmed === '') return '';
  if (trimmed.length >= 11) return `${trimmed.slice(0, 3)}****${trimmed.slice(-4)}`;
  if (trimmed.length >= 7) return `${trimmed.slice(0, 2)}****${trimmed.slice(-2)}`;
  return '****';
}

/** Whether a number is one that {@link maskPhone} left: it is nobody's to call, and is kept nowhere. */
export function isMaskedPhone(phone: string): boolean {
  return phone.includes('*');
}

/** 临江市东城区文晖路 8 号 → 临江市东城区****: the district stays, the door does not. */
export function maskAddress(address: string): string {
  const shown = [...address.trim()].slice(0, 6).join('');
  return shown === '' ? '' : `${shown}****`;
}
