/** A text between marks that it cannot end itself, whatever it holds: what others wrote is data. */
export const delimited = (mark: string, text: string, name = ''): string =>
  `<${mark}${name}>\n${text.replace(new RegExp(`<(?=\\s*(?:/\\s*)?${mark})`, 'gi'), '<\\')}\n</${mark}>`;
