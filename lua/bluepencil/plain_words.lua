--- Names that are ordinary English words too: "Will", "May", "Young", "Baker".
--
-- Where one of these names somebody protected, its lower-case occurrences are not taken for the name, neither when names are
-- struck everywhere (resolve.lua) nor when the output is searched (verify.lua).  Not a list of names: what is missing
-- here costs a word too many struck, never one too few.  Forms of three letters and less count as plain without being listed.

local M = {}

for word in ([[
  abbey ad ah all am amber an and angel any april are as ash at ate august aurora autumn bailey baker banks barber
  barker barn barrow bass bates be beach bean bell berry best bill bin bird bishop black blaze bliss bloom blue bolt
  bond book booker booth bow bower bowl bowler bowman brand bright brook brooks brown buck burden burns bush but
  butcher butler by camp can candy cannon cape carol carpenter carr carter cash castle chance chandler chapel chapman
  charity chase cherry chip christian church clay clear cliff close cloud coin cole colt comfort constable conway cook
  cooper coral core corn cotton court cove cox crane cross crow crystal daisy dale dame dance dash dawn day deal dean
  dear dell diamond dick did do dot dove drake draper draw drew drum due duke dusty dyer eagle earl early east eat ebb
  eden ember end english era ever fair fairy faith falconer fall far farmer fat fern few field fields finch fish
  fisher fit fletcher flint flood flora flower flowers fog for force ford forest forester foster fountain fowler fox
  frank franklin free freeman french friend frost fuller fun gale gamble garden gardener gates gem genesis gentry get
  glad glass glover go gold golden good goodman got grace grand grant graves gray green grey grove guard guest gunner
  guy had hail hale hall ham hand hardy harmony harper harvest has haven hawk hay hazel he head heart heath heather
  heaven henry her herald hill hills him hip his hoard holder holiday holly holmes home hood hook hope horn house how
  hunt hunter ice idle if in iris iron is it its ivy jack jade jam jasmine jasper jay jean jet jewel job jolly joy
  judge junction june justice karma keen key keys kidd kin king kings kit kitchen knight lacy ladd lake lamb lance
  land lane lark lash laurel law lawless lawyer lay leaf led let lie lily link lion lit little lock long lord lot love
  low lowe lucky lung lynch mace major man mann march margin mark marks marsh marshal marshall martin mason master
  masters mat may mayor me mead meadow melody men mercer mercury mercy merit merry met mile miles miller mills mint
  miracle misty mob monk moon moor moore more morn moss mount mud my myrtle nail nation new night no noble non noon
  nor north not nova novel now oak ocean odd of off oh oil old olive on one opal or orange otter our out owl own pace
  page paige paint pan paris park parker parson parsons pat patch patience pay peace peach pearl penny pepper petal
  pierce pig pike pilgrim pin pine pink piper pit pitt plumb plummer pond poole pope poppy porter posh post pot potter
  pound power powers precious press price pride priest prince prior priory prudence put queen quick quill rain ran
  raven raw ray read reader ready reason red reed reef rice rich rider ridge rising river rivers roach rob robin rock
  rocky rod rook rose row rowan royal ruby rule run rush russet rust sad sage sailor salmon sam sand sandy sapphire
  sargent sat savage saw sawyer say scarlet school sea seal see sellers senior serene serenity sergeant set shade
  shadow sharp she shell shepherd shore short shy silver simple sin singer sit six skinner skip sky slate sly small
  smart smith snow so sole son song south spade sparrow spear speed spence spencer spring star stark steel stein
  sterling stern still stock stone storm story street strong sue sum summer summers sun sunny swan sweet swift sword
  tailor tally tan tanner tar tax taylor temple ten terry than thatcher the them then they this thomas thorn thrush
  tiger timber to toby todd ton too top tower town townsend trace trade tree tress trinity true trust tuck tucker tune
  turner two tyler un unity up us use usher vale valentine valley van vane via victor violet viper wade walker wall
  waller walls war ward warden warner warren was water waters watts way we weaver webb wed weeks wells were west wet
  what wheat wheel wheeler when white whitehead who why wick wild wilde will willow wills win wind winter winters wise
  with wolf wolfe won wood woods woodward worth wren wright yard yes yet york you young zest
]]):gmatch "%a+" do M[word] = true end

return M
