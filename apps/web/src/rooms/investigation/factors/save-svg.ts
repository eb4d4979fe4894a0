import { svgFile, type Drawing } from '@debrief/render/drawing';

export function saveSvg(drawing: Drawing, title: string, name: string): void {
  const probe = document.createElement('span');
  probe.style.colorScheme = 'light';
  document.body.append(probe);
  const resolveColor = (token: string) => {
    probe.style.color = token;
    return getComputedStyle(probe).color;
  };
  const text = svgFile(drawing, title, resolveColor);
  probe.remove();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
