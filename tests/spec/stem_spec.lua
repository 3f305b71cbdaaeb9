local core = require "bluepencil.core"

-- word, stem: the steps and exceptions of the algorithm, each at least once.
local stems = [[
caresses caress  flies fli  dies die  ties tie  gas gas  this this  kiwis kiwi  gaps gap
agreed agre  feed feed  plastered plaster  bled bled  motoring motor  sing sing
luxuriated luxuri  troubled troubl  sized size  hopping hop  tanned tan  falling fall  hissing hiss  hoping hope
cry cri  by by  say say  enjoy enjoy  happy happi  youth youth  boyish boyish
relational relat  conditional condit  rational ration  valency valenc  digitizer digit  operator oper  feudalism feudal
decisiveness decis  hopefulness hope  formality formal  sensitivity sensit  capability capabl  geology geolog
university univers  universal univers  generous generous  generic generic  general general  communism communism
triplicate triplic  formative format  electrical electr  goodness good  revival reviv  allowance allow
adjustable adjust  adoption adopt  homologous homolog  effective effect  rate rate  controlling control  roll roll
kidnapped kidnap  kidnapping kidnap  kidnaps kidnap  trafficking traffick  traffickers traffick  abuse abus  abused abus
vaccinated vaccin  vaccination vaccin  detention detent  homeless homeless  underprivileged underprivileg
skis ski  skies sky  dying die  lying lie  idly idl  gently gentl  ugly ugli  early earli  only onli  singly singl
news news  atlas atlas  bias bias  inning inning  innings inning  outings outing  proceed proceed  proceeding proceed
succeeded succeed  women women  children children  o'clock o'clock  boys' boy  women's women  i i  is is
]]

describe("core.stem", function ()
  it("takes English words to their stems", function ()
    for word, stem in stems:gmatch "(%S+) (%S+)" do assert.equal(stem, core.stem(word), word) end
  end)

  it("leaves what is no English word in small letters as it is", function ()
    for _, word in ipairs { "", "Asylum", "naïveté", "1990s", ("a"):rep(60), "Zürich" } do assert.equal(word, core.stem(word)) end
  end)

  it("changes no stem of these twice more", function ()
    for _, word in ipairs { "skis", "agreed", "asylum", "refugees", "migration", "elections", "murdered", "floods" } do
      local once = core.stem(word)
      assert.equal(core.stem(once), core.stem(core.stem(once)))
    end
  end)
end)
