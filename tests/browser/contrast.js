// Text that is shown and stands out less from what lies behind it than WCAG 2.2 asks at level AA (4.5, large text 3).
const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** A CSS colour over an opaque one, as three numbers from 0 to 255; the canvas knows every way to write a colour. */
function over(colour, [r, g, b]) {
  pen.fillStyle = `rgb(${r} ${g} ${b})`;
  pen.fillRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

function behind(node) {
  const layers = [];
  for (let at = node; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
  return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether text is written in the element itself: in a node of it, a field's value or its placeholder. */
const writes = (node) => node.placeholder || node.value || [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());

return [...document.querySelectorAll('body, body *')]
  .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && writes(node))
  .filter((node) => !node.closest('.unseen, [disabled], option') && Number(getComputedStyle(node.closest('.who select') ?? node).opacity) > 0)
  .map((node) => {
    const style = getComputedStyle(node, node.placeholder && !node.value ? '::placeholder' : null);
    const back = behind(node);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    return { text: (node.innerText || node.placeholder || '').slice(0, 40), found: contrast(over(style.color, back), back), least };
  })
  .filter(({ found, least }) => found < least)
  .map(({ text, found }) => `${text}: ${found.toFixed(2)}`);
