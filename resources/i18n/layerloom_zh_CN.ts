<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;About Layerloom</source>
        <translation>关于 Layerloom(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Bypass</source>
        <translation>旁路(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Collapse</source>
        <translation>折叠(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Evaluate</source>
        <translation>评估(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Explain this layer</source>
        <translation>讲解此层(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find on the canvas…</source>
        <translation>在画布上查找(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Frame around the selection</source>
        <translation>为所选加分组框(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>缩略图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>新建项目(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>便签(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quick add…</source>
        <translation>快速添加(&amp;Q)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>恢复面板布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Swap inputs</source>
        <translation>交换输入(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>欢迎页(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Wire the selection in order</source>
        <translation>依次连接所选层(&amp;W)</translation>
    </message>
    <message>
        <source>Arran&amp;ge</source>
        <translation>排列(&amp;G)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>删除(&amp;L)</translation>
    </message>
    <message>
        <source>Delete and close the &amp;gap</source>
        <translation>删除并接上缺口(&amp;G)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Earlier ru&amp;ns</source>
        <translation>以前的运行(&amp;N)</translation>
    </message>
    <message>
        <source>Give weights of its &amp;own</source>
        <translation>改用自己的权重(&amp;O)</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>重命名(&amp;M)</translation>
    </message>
    <message>
        <source>S&amp;hapes on wires</source>
        <translation>连线上显示形状(&amp;H)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Search c&amp;ommands…</source>
        <translation>搜索命令(&amp;O)…</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation>取消选择(&amp;N)</translation>
    </message>
    <message>
        <source>Show &amp;everything</source>
        <translation>显示全部(&amp;E)</translation>
    </message>
    <message>
        <source>Show &amp;problems</source>
        <translation>显示问题(&amp;P)</translation>
    </message>
    <message>
        <source>Show the &amp;selection</source>
        <translation>显示所选(&amp;S)</translation>
    </message>
    <message>
        <source>Show the co&amp;de</source>
        <translation>显示代码(&amp;D)</translation>
    </message>
    <message>
        <source>Trainin&amp;g settings</source>
        <translation>训练设置(&amp;G)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
</context>
<context>
    <name>Axes</name>
    <message>
        <source>axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>深</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽</translation>
    </message>
</context>
<context>
    <name>BudgetForm</name>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Change the budget</source>
        <translation>修改预算</translation>
    </message>
    <message>
        <source>How much of it is used</source>
        <translation>已用多少</translation>
    </message>
    <message>
        <source>Memory of a batch at most</source>
        <translation>每批内存上限</translation>
    </message>
    <message>
        <source>Multiply-adds at most</source>
        <translation>乘加次数上限</translation>
    </message>
    <message>
        <source>Parameters at most</source>
        <translation>参数上限</translation>
    </message>
    <message>
        <source>Set limits; the network is warned of when it exceeds them</source>
        <translation>设定上限；网络超出时会给出警告</translation>
    </message>
    <message>
        <source>Such as 20k, 1.5 M or 64 MB; empty for none</source>
        <translation>例如 20k、1.5 M 或 64 MB；留空表示不限</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Add a dot</source>
        <translation>添加转折点</translation>
    </message>
    <message>
        <source>Add a layer…</source>
        <translation>添加层…</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加便签</translation>
    </message>
    <message>
        <source>Add to the selection, or take off</source>
        <translation>加入或移出所选</translation>
    </message>
    <message>
        <source>Add {kind}</source>
        <translation>添加 {kind}</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自动布局</translation>
    </message>
    <message>
        <source>Arrange by size</source>
        <translation>按尺寸排列</translation>
    </message>
    <message>
        <source>Arrange in rows</source>
        <translation>分行排列</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Bottom edges</source>
        <translation>下边缘</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>棕色</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Centers</source>
        <translation>水平居中</translation>
    </message>
    <message>
        <source>Change the color</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>Choose what is inside…</source>
        <translation>选择内部的层…</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Connect to…</source>
        <translation>连接到…</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>将 {source} 连接到 {target}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>切断连线</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and close the gap</source>
        <translation>删除并接上缺口</translation>
    </message>
    <message>
        <source>Delete {inner}</source>
        <translation>删除 {inner}</translation>
    </message>
    <message>
        <source>Dissolve the sub-model</source>
        <translation>拆开子模型</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Draw across the wires that shall be cut.</source>
        <translation>划过要切断的连线。</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>编辑便签</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>编辑文字</translation>
    </message>
    <message>
        <source>Empty the slot</source>
        <translation>清空槽位</translation>
    </message>
    <message>
        <source>Equal gaps across</source>
        <translation>水平等距</translation>
    </message>
    <message>
        <source>Equal gaps down</source>
        <translation>垂直等距</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Explain this layer</source>
        <translation>讲解此层</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Frame the selection</source>
        <translation>为所选加分组框</translation>
    </message>
    <message>
        <source>Frame: {title}</source>
        <translation>框：{title}</translation>
    </message>
    <message>
        <source>Give it its own weights</source>
        <translation>使用自己的权重</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Higher</source>
        <translation>更高</translation>
    </message>
    <message>
        <source>In {name} instead of {inner}</source>
        <translation>放入 {name}，替换 {inner}</translation>
    </message>
    <message>
        <source>Input: {name}</source>
        <translation>输入：{name}</translation>
    </message>
    <message>
        <source>Insert a layer…</source>
        <translation>插入层…</translation>
    </message>
    <message>
        <source>Insert {name} on a wire</source>
        <translation>在连线上插入 {name}</translation>
    </message>
    <message>
        <source>Into {name}: {field}</source>
        <translation>放入 {name}：{field}</translation>
    </message>
    <message>
        <source>Join in order</source>
        <translation>依次连接</translation>
    </message>
    <message>
        <source>Left edges</source>
        <translation>左边缘</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>更矮</translation>
    </message>
    <message>
        <source>Make a definition of its own</source>
        <translation>改为独立的定义</translation>
    </message>
    <message>
        <source>Make a sub-model</source>
        <translation>做成子模型</translation>
    </message>
    <message>
        <source>Middles</source>
        <translation>垂直居中</translation>
    </message>
    <message>
        <source>Move a wire</source>
        <translation>移动连线</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>下移单元</translation>
    </message>
    <message>
        <source>Move the cell up</source>
        <translation>上移单元</translation>
    </message>
    <message>
        <source>Move {count} things</source>
        <translation>移动 {count} 个对象</translation>
    </message>
    <message>
        <source>Move {inner}</source>
        <translation>移动 {inner}</translation>
    </message>
    <message>
        <source>Move {name}</source>
        <translation>移动 {name}</translation>
    </message>
    <message>
        <source>Narrower</source>
        <translation>更窄</translation>
    </message>
    <message>
        <source>No sub-model is saved in the palette.</source>
        <translation>层面板中没有保存的子模型。</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>便签：{text}</translation>
    </message>
    <message>
        <source>Nothing is called “{text}”.</source>
        <translation>没有名为“{text}”的内容。</translation>
    </message>
    <message>
        <source>Open what is inside</source>
        <translation>打开内部</translation>
    </message>
    <message>
        <source>Output: {name}</source>
        <translation>输出：{name}</translation>
    </message>
    <message>
        <source>Own weights</source>
        <translation>自己的权重</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Put onto a wire…</source>
        <translation>放到连线上…</translation>
    </message>
    <message>
        <source>Put the layer into another…</source>
        <translation>把该层放入另一层…</translation>
    </message>
    <message>
        <source>Remove a wire</source>
        <translation>移除连线</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename the frame</source>
        <translation>重命名分组框</translation>
    </message>
    <message>
        <source>Rename the sub-model</source>
        <translation>重命名子模型</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>调整大小</translation>
    </message>
    <message>
        <source>Right edges</source>
        <translation>右边缘</translation>
    </message>
    <message>
        <source>Save to the palette</source>
        <translation>保存到层面板</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Set {field} of {layer}</source>
        <translation>设置 {layer} 的 {field}</translation>
    </message>
    <message>
        <source>Share weights</source>
        <translation>共享权重</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Swap inputs</source>
        <translation>交换输入</translation>
    </message>
    <message>
        <source>Take out what is inside</source>
        <translation>取出内部的层</translation>
    </message>
    <message>
        <source>Take out {inner}</source>
        <translation>取出 {inner}</translation>
    </message>
    <message>
        <source>The wire {name} is selected.</source>
        <translation>已选中连线：{name}。</translation>
    </message>
    <message>
        <source>Top edges</source>
        <translation>上边缘</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>再次使用</translation>
    </message>
    <message>
        <source>Use its weights again</source>
        <translation>再次使用其权重</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Wider</source>
        <translation>更宽</translation>
    </message>
    <message>
        <source>Wires</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已绕过</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>drop a cell here</source>
        <translation>把单元拖到这里</translation>
    </message>
    <message>
        <source>drop a layer here</source>
        <translation>把层拖到这里</translation>
    </message>
    <message>
        <source>drop another cell here</source>
        <translation>可再拖入一个单元</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>fed by {names}</source>
        <translation>来自 {names}</translation>
    </message>
    <message>
        <source>feeds {names}</source>
        <translation>送往 {names}</translation>
    </message>
    <message>
        <source>from {source} to {target}</source>
        <translation>从 {source} 到 {target}</translation>
    </message>
    <message>
        <source>output {shape}, {count}</source>
        <translation>输出 {shape}，{count}</translation>
    </message>
    <message>
        <source>shape not known yet</source>
        <translation>形状尚未确定</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>shares the weights of {name}</source>
        <translation>共用 {name} 的权重</translation>
    </message>
    <message>
        <source>still free: {names}</source>
        <translation>仍空着：{names}</translation>
    </message>
    <message>
        <source>{count} layers. Nothing is selected.</source>
        <translation>{count} 个层，未选择任何内容。</translation>
    </message>
    <message>
        <source>{count} params</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{count} things are selected.</source>
        <translation>已选择 {count} 个对象。</translation>
    </message>
    <message>
        <source>{count} wires are selected.</source>
        <translation>已选中 {count} 条连线。</translation>
    </message>
    <message>
        <source>{field}: empty</source>
        <translation>{field}：空</translation>
    </message>
    <message>
        <source>{kind} does not fit into {name}.</source>
        <translation>{kind} 不能放入 {name}。</translation>
    </message>
    <message>
        <source>{kind} · Python</source>
        <translation>{kind} · Python</translation>
    </message>
    <message>
        <source>{kind} · bypassed</source>
        <translation>{kind} · 已旁路</translation>
    </message>
    <message>
        <source>{kind} · drawn cell</source>
        <translation>{kind} · 绘制的单元</translation>
    </message>
    <message>
        <source>{kind} · sub-model</source>
        <translation>{kind} · 子模型</translation>
    </message>
    <message>
        <source>{kind} · weights of {other}</source>
        <translation>{kind} · 共享 {other} 的权重</translation>
    </message>
    <message>
        <source>{name} at {port}</source>
        <translation>{name}（接到 {port}）</translation>
    </message>
    <message>
        <source>{name} is in the palette of all projects now.</source>
        <translation>{name} 现在出现在所有项目的层面板中。</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Drawing of the network</source>
        <translation>网络图</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>1 parameter</source>
        <translation>1 个参数</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Explanation of the layer</source>
        <translation>层的讲解</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>In this drawing</source>
        <translation>在这张网络图中</translation>
    </message>
    <message>
        <source>Picture of what the layer does</source>
        <translation>此层作用的图示</translation>
    </message>
    <message>
        <source>Select a layer to read what it does.</source>
        <translation>选择一个层，即可查看它的作用。</translation>
    </message>
    <message>
        <source>Traps</source>
        <translation>常见陷阱</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>{count} of them trained</source>
        <translation>其中 {count} 个参与训练</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>epoch {x}</source>
        <translation>第 {x} 轮</translation>
    </message>
    <message>
        <source>training {value}</source>
        <translation>训练 {value}</translation>
    </message>
    <message>
        <source>validation {value}</source>
        <translation>验证 {value}</translation>
    </message>
    <message>
        <source>{name} in %</source>
        <translation>{name}（%）</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>ChoiceForm</name>
    <message>
        <source>1 where a sample has it, else 0</source>
        <translation>样本具有该项处为 1，否则为 0</translation>
    </message>
    <message>
        <source>A few numbers for each, which are learned</source>
        <translation>每项用几个数表示，由学习得到</translation>
    </message>
    <message>
        <source>A range includes its left end</source>
        <translation>区间包含其左端</translation>
    </message>
    <message>
        <source>As</source>
        <translation>作为</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Buckets for others</source>
        <translation>其他词的桶数</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Combinations of several columns' categories</source>
        <translation>多列类别的组合</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>合并方式</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Every combination of their categories counts</source>
        <translation>它们的类别的每种组合都算一类</translation>
    </message>
    <message>
        <source>For many words: each falls into a bucket, which it may share with others</source>
        <translation>适合词很多时：每个词落入一个桶，可能与其他词共用</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean 0, deviation 1</source>
        <translation>均值 0，标准差 1</translation>
    </message>
    <message>
        <source>Numbers of a vector</source>
        <translation>向量的长度</translation>
    </message>
    <message>
        <source>One a line; what is not among them counts nothing</source>
        <translation>每行一个；不在其中的不计入</translation>
    </message>
    <message>
        <source>The column of the table</source>
        <translation>表格的列</translation>
    </message>
    <message>
        <source>This form does not know all that it says</source>
        <translation>此表单不认识其中的全部内容</translation>
    </message>
    <message>
        <source>Which range does the number lie in?</source>
        <translation>该数落在哪个区间？</translation>
    </message>
    <message>
        <source>Which word of a list is it?</source>
        <translation>它是列表中的哪个词？</translation>
    </message>
    <message>
        <source>Whole numbers from 0</source>
        <translation>从 0 起的整数</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Words that are not in the list are spread over so many categories of their own</source>
        <translation>不在列表中的词分散到这么多个单独的类别中</translation>
    </message>
    <message>
        <source>a bucket by its hash</source>
        <translation>按哈希分桶</translation>
    </message>
    <message>
        <source>a category number</source>
        <translation>类别编号</translation>
    </message>
    <message>
        <source>a combination</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>a learned vector</source>
        <translation>学到的向量</translation>
    </message>
    <message>
        <source>as described</source>
        <translation>如描述所示</translation>
    </message>
    <message>
        <source>choose two or more</source>
        <translation>请选择两项或更多</translation>
    </message>
    <message>
        <source>its number</source>
        <translation>其数值</translation>
    </message>
    <message>
        <source>one number for each</source>
        <translation>每项一个数</translation>
    </message>
    <message>
        <source>one of known words</source>
        <translation>已知词之一</translation>
    </message>
    <message>
        <source>ranges of numbers</source>
        <translation>数的区间</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>  {count} × '{true}' taken for '{predicted}'</source>
        <translation>  {count} 个“{true}”被当成“{predicted}”</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Computing with the engine</source>
        <translation>正在用引擎计算</translation>
    </message>
    <message>
        <source>DIFFERENT: the largest difference is {largest} ({versions})</source>
        <translation>不同：最大差异为 {largest}（{versions}）</translation>
    </message>
    <message>
        <source>Draw a neural network, train it, leave with code.</source>
        <translation>绘制神经网络，训练它，并带走代码。</translation>
    </message>
    <message>
        <source>Equal: the largest difference is {largest} ({versions})</source>
        <translation>相同：最大差异为 {largest}（{versions}）</translation>
    </message>
    <message>
        <source>Let a trained network answer for new samples: an .npz file, a .csv table or a
picture. Without --input it answers for the test samples.</source>
        <translation>让训练好的网络回答新样本：.npz 文件、.csv 表格或
一张图片。不带 --input 时回答测试样本。</translation>
    </message>
    <message>
        <source>List the layers with output shapes and numbers of parameters, and every problem of
the drawing and between drawing, data and loss. Exit code 1 if there is an error.</source>
        <translation>列出各层的输出形状和参数量，以及网络图本身、
网络图与数据、损失之间的所有问题。有错误时退出码为 1。</translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Not trained yet: the weights are the first ones.</source>
        <translation>尚未训练：权重仍是初始值。</translation>
    </message>
    <message>
        <source>Open a template in the real window off screen, check it, train it on real images,
evaluate and export it, and leave screenshots, curves, weights and code behind.</source>
        <translation>在屏幕外的真实窗口中打开模板，检查，用真实图片训练，
评估并导出，留下截图、曲线、权重和代码。</translation>
    </message>
    <message>
        <source>Running the program</source>
        <translation>正在运行程序</translation>
    </message>
    <message>
        <source>The first layer that differs is {name}.</source>
        <translation>第一个有差异的层是 {name}。</translation>
    </message>
    <message>
        <source>The run is kept in {folder}</source>
        <translation>此次运行保存在 {folder}</translation>
    </message>
    <message>
        <source>Train the network with the project's settings, or with those given here. The same
seed gives the same numbers as the window. Ctrl+C stops and keeps what was learned.</source>
        <translation>按项目的设置或此处给出的设置训练网络。相同的种子
得到与窗口中相同的数值。按 Ctrl+C 停止，并保留已学到的内容。</translation>
    </message>
    <message>
        <source>Without a command the window opens: layerloom [PROJECT]

Exit codes: 0 fine; 1 a fault in the project, the data or a file; 2 a wrong command
line; 3 training failed (the loss is no number); 130 interrupted with Ctrl+C.

Example:
  layerloom train clothes.loom --epochs 10 --json &gt; result.json
  layerloom predict clothes.loom --input new.npz --output answers.csv</source>
        <translation>不带命令时打开窗口：layerloom [PROJECT]

退出码：0 正常；1 项目、数据或文件有错；2 命令行有误；
3 训练失败（损失不是数）；130 被 Ctrl+C 中断。

示例：
  layerloom train clothes.loom --epochs 10 --json &gt; result.json
  layerloom predict clothes.loom --input new.npz --output answers.csv</translation>
    </message>
    <message>
        <source>Write one HTML file with the drawing, a table of the layers, the curves and the
confusion matrix of the newest run, settings, versions and seed.</source>
        <translation>写出一个 HTML 文件，含图纸、各层表格、最近一次训练的曲线和
混淆矩阵、设置、版本与随机种子。</translation>
    </message>
    <message>
        <source>Write the network as a program with its weights and data. With --verify the program
is run on the same samples and its answers are compared with the network's; the exit
code is 1 where they differ.</source>
        <translation>把网络写成程序，连同权重和数据。使用 --verify 时会在相同样本上运行该程序，
并把它的结果与网络的结果比较；不一致时退出码为 1。</translation>
    </message>
    <message>
        <source>Writing the program</source>
        <translation>正在写程序</translation>
    </message>
    <message>
        <source>a .keras, .h5, .json, .onnx, .py or .ipynb file</source>
        <translation>一个 .keras、.h5、.json、.onnx、.py 或 .ipynb 文件</translation>
    </message>
    <message>
        <source>a .loom project file</source>
        <translation>一个 .loom 项目文件</translation>
    </message>
    <message>
        <source>compare every layer, not only the outputs</source>
        <translation>逐层比较，而不只比较输出</translation>
    </message>
    <message>
        <source>data for the template</source>
        <translation>模板使用的数据</translation>
    </message>
    <message>
        <source>epoch {epoch} {bar} {step}/{steps}  {logs}</source>
        <translation>第 {epoch} 轮 {bar} {step}/{steps}  {logs}</translation>
    </message>
    <message>
        <source>epoch {epoch}/{epochs}  {logs}</source>
        <translation>第 {epoch}/{epochs} 轮  {logs}</translation>
    </message>
    <message>
        <source>error: {text}</source>
        <translation>错误：{text}</translation>
    </message>
    <message>
        <source>for which library: {names}</source>
        <translation>针对哪个库：{names}</translation>
    </message>
    <message>
        <source>go on with an interrupted run (default: the newest)</source>
        <translation>继续被中断的运行（默认：最近一次）</translation>
    </message>
    <message>
        <source>how far each step goes</source>
        <translation>每一步走多远</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>let a trained network answer</source>
        <translation>让训练好的网络作答</translation>
    </message>
    <message>
        <source>list the layers with their shapes, and every problem</source>
        <translation>列出各层及其形状，以及所有问题</translation>
    </message>
    <message>
        <source>make a project of another program's model</source>
        <translation>把其他程序的模型做成项目</translation>
    </message>
    <message>
        <source>makes a run repeatable</source>
        <translation>使运行可以重现</translation>
    </message>
    <message>
        <source>measure a trained network on the test samples</source>
        <translation>在测试样本上衡量训练好的网络</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>passes over the data</source>
        <translation>遍历数据的次数</translation>
    </message>
    <message>
        <source>replace a project that is there</source>
        <translation>替换已存在的项目</translation>
    </message>
    <message>
        <source>run the layers in the project that are written in Python</source>
        <translation>运行项目中用 Python 编写的层</translation>
    </message>
    <message>
        <source>run the program and compare its answers</source>
        <translation>运行程序并比较其结果</translation>
    </message>
    <message>
        <source>samples in one step</source>
        <translation>每一步的样本数</translation>
    </message>
    <message>
        <source>show no progress on stderr</source>
        <translation>不在 stderr 上显示进度</translation>
    </message>
    <message>
        <source>such as Adam or SGD</source>
        <translation>例如 Adam 或 SGD</translation>
    </message>
    <message>
        <source>tell of the network on one page</source>
        <translation>用一页介绍网络</translation>
    </message>
    <message>
        <source>the Python that runs the program (default: LAYERLOOM_PYTHON, or this one)</source>
        <translation>运行程序的 Python（默认：LAYERLOOM_PYTHON，否则为当前的 Python）</translation>
    </message>
    <message>
        <source>the main job in the real window, without a display</source>
        <translation>无需显示器，在真实窗口中完成主要流程</translation>
    </message>
    <message>
        <source>the new samples</source>
        <translation>新样本</translation>
    </message>
    <message>
        <source>the project to write (default: the file's name with .loom)</source>
        <translation>要写入的项目（默认：文件名加 .loom）</translation>
    </message>
    <message>
        <source>the run whose weights are used (default: the project's newest)</source>
        <translation>使用哪次运行的权重（默认：项目最近一次）</translation>
    </message>
    <message>
        <source>the share of samples to validate with</source>
        <translation>用于验证的样本比例</translation>
    </message>
    <message>
        <source>train the network</source>
        <translation>训练网络</translation>
    </message>
    <message>
        <source>use this data instead of the project's: an .npz or .csv file, a folder of pictures, or builtin:NAME</source>
        <translation>用此数据代替项目的数据：.npz 或 .csv 文件、图片文件夹，或 builtin:NAME</translation>
    </message>
    <message>
        <source>weights to begin with, as .safetensors</source>
        <translation>训练开始时的权重，.safetensors 格式</translation>
    </message>
    <message>
        <source>weights to use, as .safetensors</source>
        <translation>要使用的权重，.safetensors 格式</translation>
    </message>
    <message>
        <source>what training makes small</source>
        <translation>训练要减小的量</translation>
    </message>
    <message>
        <source>where (default: PROJECT.html)</source>
        <translation>写到哪里（默认：PROJECT.html）</translation>
    </message>
    <message>
        <source>where everything is left (default: ./layerloom-demo)</source>
        <translation>所有结果存放的位置（默认：./layerloom-demo）</translation>
    </message>
    <message>
        <source>where the run is kept (default: PROJECT.runs)</source>
        <translation>运行保存的位置（默认：PROJECT.runs）</translation>
    </message>
    <message>
        <source>write all answers there, as .csv or .npz (default: CSV to stdout)</source>
        <translation>把所有答案写到那里，.csv 或 .npz 格式（默认：以 CSV 写到 stdout）</translation>
    </message>
    <message>
        <source>write program and weights there (default: the program to stdout)</source>
        <translation>把程序和权重写到那里（默认：程序写到 stdout）</translation>
    </message>
    <message>
        <source>write the network as a program, and prove that it computes the same</source>
        <translation>把网络写成程序，并证明计算结果相同</translation>
    </message>
    <message>
        <source>write the result as JSON to stdout</source>
        <translation>把结果以 JSON 写到 stdout</translation>
    </message>
    <message>
        <source>{count} answers are in {file}</source>
        <translation>{count} 个答案在 {file} 中</translation>
    </message>
    <message>
        <source>{project}: {count} layers, {parameters} parameters</source>
        <translation>{project}：{count} 层，{parameters} 个参数</translation>
    </message>
    <message>
        <source>{state} after {epochs} epochs  {logs}</source>
        <translation>{state}，共 {epochs} 轮  {logs}</translation>
    </message>
    <message>
        <source>{total} parameters, {trainable} of them trained</source>
        <translation>共 {total} 个参数，其中 {trainable} 个参与训练</translation>
    </message>
    <message>
        <source>{wrong} of {count} test samples are wrong</source>
        <translation>{count} 个测试样本中有 {wrong} 个答错</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>Code of the network</source>
        <translation>网络的代码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Export with data and weights, and verify it</source>
        <translation>连同数据和权重导出，并加以验证</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Kind of program</source>
        <translation>程序类型</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>保存代码</translation>
    </message>
    <message>
        <source>Saved {name}, with the trained weights in {weights} beside it.</source>
        <translation>已保存 {name}，训练好的权重在旁边的 {weights} 中。</translation>
    </message>
    <message>
        <source>Saved {name}, without weights: this drawing is not trained yet.</source>
        <translation>已保存 {name}，不含权重：此网络图尚未训练。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>The code is on the clipboard.</source>
        <translation>代码已复制到剪贴板。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}</source>
        <translation>无法写入 {path}：{reason}</translation>
    </message>
</context>
<context>
    <name>ColumnsEditor</name>
    <message>
        <source>Choose columns…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>No column is chosen.</source>
        <translation>尚未选择列。</translation>
    </message>
</context>
<context>
    <name>ColumnsWindow</name>
    <message>
        <source>A combination of columns</source>
        <translation>列的组合</translation>
    </message>
    <message>
        <source>A sample becomes {count} numbers.</source>
        <translation>一个样本变为 {count} 个数。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the columns of the table that the network shall read.</source>
        <translation>请添加网络要读取的表格列。</translation>
    </message>
    <message>
        <source>All that are not used yet</source>
        <translation>全部尚未使用的列</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a table in the data panel: its columns are offered here.</source>
        <translation>请在数据面板中选择表格：它的列会列在这里。</translation>
    </message>
    <message>
        <source>Chosen columns</source>
        <translation>已选的列</translation>
    </message>
    <message>
        <source>Feature columns</source>
        <translation>特征列</translation>
    </message>
    <message>
        <source>For the network</source>
        <translation>供网络使用</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>表格中</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用这些</translation>
    </message>
    <message>
        <source>“{name}” is there twice. Remove one of them.</source>
        <translation>“{name}”出现了两次。请移除其中一个。</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>predicted →</source>
        <translation>预测 →</translation>
    </message>
    <message>
        <source>true ↓</source>
        <translation>真实 ↓</translation>
    </message>
    <message>
        <source>{count} of {total} '{true}' recognised</source>
        <translation>{total} 个“{true}”中识别出 {count} 个</translation>
    </message>
    <message>
        <source>{count} of {total} '{true}' taken for '{predicted}'</source>
        <translation>{total} 个“{true}”中有 {count} 个被认作“{predicted}”</translation>
    </message>
</context>
<context>
    <name>Crumbs</name>
    <message>
        <source>Go back to {name} (Esc)</source>
        <translation>回到 {name}（Esc）</translation>
    </message>
    <message>
        <source>Way to the open drawing</source>
        <translation>当前图所在的路径</translation>
    </message>
    <message>
        <source>Whole network</source>
        <translation>整个网络</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>A class for each word</source>
        <translation>每个词一个类别</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>An .npz file or a .csv table</source>
        <translation>.npz 文件或 .csv 表格</translation>
    </message>
    <message>
        <source>An answer for each step: {shape}</source>
        <translation>每一步一个答案：{shape}</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: {name}</source>
        <translation>自动：{name}</translation>
    </message>
    <message>
        <source>Change the data</source>
        <translation>更改数据</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>Choose samples</source>
        <translation>选择样本</translation>
    </message>
    <message>
        <source>Choose what the network shall learn from.</source>
        <translation>请选择网络要学习的数据。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Classes are told apart, numbers estimated</source>
        <translation>类别用于区分，数值用于估计</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Draws the same test samples each time</source>
        <translation>每次抽取相同的测试样本</translation>
    </message>
    <message>
        <source>Folder of pictures…</source>
        <translation>图片文件夹…</translation>
    </message>
    <message>
        <source>From 0 to 1</source>
        <translation>缩放到 0 至 1</translation>
    </message>
    <message>
        <source>How classes are written for the loss</source>
        <translation>类别以何种形式交给损失函数</translation>
    </message>
    <message>
        <source>How far after a window its answer stands</source>
        <translation>答案在窗口之后多远</translation>
    </message>
    <message>
        <source>How values are brought to a common size</source>
        <translation>数值如何统一尺度</translation>
    </message>
    <message>
        <source>Images from 0 to 1, tables standardised</source>
        <translation>图像缩放到 0 至 1，表格标准化</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Mean 0, deviation 1</source>
        <translation>均值 0，标准差 1</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Numbers 0, 1, 2 …</source>
        <translation>编号 0、1、2 …</translation>
    </message>
    <message>
        <source>One sample: {shape}</source>
        <translation>单个样本：{shape}</translation>
    </message>
    <message>
        <source>One sub-folder is one class</source>
        <translation>每个子文件夹是一个类别</translation>
    </message>
    <message>
        <source>Own file…</source>
        <translation>自己的文件…</translation>
    </message>
    <message>
        <source>Rows in a sample; 0 takes each row by itself</source>
        <translation>一个样本的行数；0 表示每行单独成为样本</translation>
    </message>
    <message>
        <source>Rows of 0 and 1</source>
        <translation>由 0 和 1 组成的行（独热）</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples that training never sees</source>
        <translation>训练中从不使用的样本</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Steps ahead</source>
        <translation>提前步数</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Target kind</source>
        <translation>目标类型</translation>
    </message>
    <message>
        <source>Target: numbers</source>
        <translation>目标：数值</translation>
    </message>
    <message>
        <source>Target: the next step of the sample</source>
        <translation>目标：样本的下一步</translation>
    </message>
    <message>
        <source>Target: the sample itself</source>
        <translation>目标：样本自身</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>The array that is fed to the network</source>
        <translation>送入网络的数组</translation>
    </message>
    <message>
        <source>The next step of the sample</source>
        <translation>样本的下一步</translation>
    </message>
    <message>
        <source>The sample itself</source>
        <translation>样本自身</translation>
    </message>
    <message>
        <source>The shape in which a sample is fed</source>
        <translation>样本送入网络时的形状</translation>
    </message>
    <message>
        <source>Values are divided by {number}</source>
        <translation>数值除以 {number}</translation>
    </message>
    <message>
        <source>What the network learns to tell</source>
        <translation>网络要学会判断的内容</translation>
    </message>
    <message>
        <source>Where the samples come from</source>
        <translation>样本的来源</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>Words of a text; 0 lets the texts decide</source>
        <translation>文本的词数；0 由文本决定</translation>
    </message>
    <message>
        <source>the next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>the sample itself</source>
        <translation>样本自身</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} 个类别</translation>
    </message>
    <message>
        <source>{train} samples to learn from, {test} to test with</source>
        <translation>{train} 个样本用于学习，{test} 个用于测试</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>About Layerloom</source>
        <translation>关于 Layerloom</translation>
    </message>
    <message>
        <source>All that can be opened (*{suffix} {models})</source>
        <translation>所有可打开的文件 (*{suffix} {models})</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Draw a neural network, see its shapes, train it, watch it learn, leave with code.

Apache License 2.0</source>
        <translation>画出神经网络，看清每个形状，训练它，看着它学习，带走代码。

Apache License 2.0</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Layerloom projects (*{suffix})</source>
        <translation>Layerloom 项目 (*{suffix})</translation>
    </message>
    <message>
        <source>Models of Keras, ONNX and Python ({models})</source>
        <translation>Keras、ONNX 和 Python 模型 ({models})</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Save the changes to “{name}”?</source>
        <translation>要保存对“{name}”的更改吗？</translation>
    </message>
    <message>
        <source>Stop and leave</source>
        <translation>停止并离开</translation>
    </message>
    <message>
        <source>Stop the training and leave?</source>
        <translation>要停止训练并离开吗？</translation>
    </message>
    <message>
        <source>The finished epochs are kept; you can resume from the last of them.</source>
        <translation>已完成的轮次会保留，之后可以从最后一轮继续。</translation>
    </message>
    <message>
        <source>Training is running</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>有未保存的更改</translation>
    </message>
    <message>
        <source>Without saving, what you changed is lost.</source>
        <translation>如果不保存，所做的更改将会丢失。</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>&amp;Arrange</source>
        <translation>自动排列(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Dot on the wire</source>
        <translation>连线上的转折点(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>创建副本(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>选择(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Use its weights again</source>
        <translation>再次使用其权重(&amp;U)</translation>
    </message>
    <message>
        <source>A&amp;lign</source>
        <translation>对齐(&amp;L)</translation>
    </message>
    <message>
        <source>Add the layer above to the selection</source>
        <translation>将上方的层加入选择</translation>
    </message>
    <message>
        <source>Add the layer after to the selection</source>
        <translation>将后一层加入选择</translation>
    </message>
    <message>
        <source>Add the layer before to the selection</source>
        <translation>将前一层加入选择</translation>
    </message>
    <message>
        <source>Add the layer below to the selection</source>
        <translation>将下方的层加入选择</translation>
    </message>
    <message>
        <source>Align &amp;bottom edges</source>
        <translation>底边对齐(&amp;B)</translation>
    </message>
    <message>
        <source>Align &amp;centers</source>
        <translation>水平居中对齐(&amp;C)</translation>
    </message>
    <message>
        <source>Align &amp;left edges</source>
        <translation>左边对齐(&amp;L)</translation>
    </message>
    <message>
        <source>Align &amp;middles</source>
        <translation>垂直居中对齐(&amp;M)</translation>
    </message>
    <message>
        <source>Align &amp;right edges</source>
        <translation>右边对齐(&amp;R)</translation>
    </message>
    <message>
        <source>Align &amp;top edges</source>
        <translation>顶边对齐(&amp;T)</translation>
    </message>
    <message>
        <source>Arrange by &amp;size of the data</source>
        <translation>按数据尺寸排列(&amp;S)</translation>
    </message>
    <message>
        <source>Arrange from top to &amp;bottom</source>
        <translation>自上而下排列(&amp;B)</translation>
    </message>
    <message>
        <source>Arrange in &amp;rows</source>
        <translation>分行排列(&amp;R)</translation>
    </message>
    <message>
        <source>Co&amp;nnect to…</source>
        <translation>连接到…(&amp;N)</translation>
    </message>
    <message>
        <source>Cut wires with the &amp;knife</source>
        <translation>用小刀切断连线(&amp;K)</translation>
    </message>
    <message>
        <source>Duplicate with the wires &amp;into it</source>
        <translation>创建副本并保留输入连线(&amp;I)</translation>
    </message>
    <message>
        <source>Equal &amp;gaps across</source>
        <translation>水平间距相等(&amp;G)</translation>
    </message>
    <message>
        <source>Equal gaps &amp;down</source>
        <translation>垂直间距相等(&amp;D)</translation>
    </message>
    <message>
        <source>Go along wir&amp;es</source>
        <translation>沿连线移动(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the layer &amp;after</source>
        <translation>转到后一层(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the layer &amp;before</source>
        <translation>转到前一层(&amp;B)</translation>
    </message>
    <message>
        <source>Go to the layer abo&amp;ve</source>
        <translation>转到上方的层(&amp;V)</translation>
    </message>
    <message>
        <source>Go to the layer belo&amp;w</source>
        <translation>转到下方的层(&amp;W)</translation>
    </message>
    <message>
        <source>Look further &amp;down</source>
        <translation>向下看(&amp;D)</translation>
    </message>
    <message>
        <source>Look further &amp;left</source>
        <translation>向左看(&amp;L)</translation>
    </message>
    <message>
        <source>Look further &amp;right</source>
        <translation>向右看(&amp;R)</translation>
    </message>
    <message>
        <source>Look further &amp;up</source>
        <translation>向上看(&amp;U)</translation>
    </message>
    <message>
        <source>Mo&amp;ve the view</source>
        <translation>移动视图(&amp;V)</translation>
    </message>
    <message>
        <source>Move a little &amp;down</source>
        <translation>稍向下移(&amp;D)</translation>
    </message>
    <message>
        <source>Move a little &amp;left</source>
        <translation>稍向左移(&amp;L)</translation>
    </message>
    <message>
        <source>Move a little &amp;right</source>
        <translation>稍向右移(&amp;R)</translation>
    </message>
    <message>
        <source>Move a little &amp;up</source>
        <translation>稍向上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move far down</source>
        <translation>大步下移</translation>
    </message>
    <message>
        <source>Move far left</source>
        <translation>大步左移</translation>
    </message>
    <message>
        <source>Move far right</source>
        <translation>大步右移</translation>
    </message>
    <message>
        <source>Move far up</source>
        <translation>大步上移</translation>
    </message>
    <message>
        <source>P&amp;icture (SVG, PDF, PNG)</source>
        <translation>图片（SVG、PDF、PNG）(&amp;I)</translation>
    </message>
    <message>
        <source>Paste with the &amp;wires into it</source>
        <translation>粘贴并保留输入连线(&amp;W)</translation>
    </message>
    <message>
        <source>Put onto a wi&amp;re…</source>
        <translation>放到连线上(&amp;R)…</translation>
    </message>
    <message>
        <source>Save as &amp;picture…</source>
        <translation>另存为图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as a &amp;dark picture…</source>
        <translation>另存为深色图片(&amp;D)…</translation>
    </message>
    <message>
        <source>Save as a &amp;light picture…</source>
        <translation>另存为浅色图片(&amp;L)…</translation>
    </message>
    <message>
        <source>Select a &amp;wire of the layer…</source>
        <translation>选择该层的一条连线…(&amp;W)</translation>
    </message>
    <message>
        <source>Select what &amp;follows</source>
        <translation>选择后续各层(&amp;F)</translation>
    </message>
    <message>
        <source>Select what &amp;leads here</source>
        <translation>选择之前各层(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>跟随桌面(&amp;D)</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>No recent projects</source>
        <translation>没有最近的项目</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的项目(&amp;R)</translation>
    </message>
</context>
<context>
    <name>EvaluatePanel</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Let the network answer for samples of your own</source>
        <translation>让网络回答您自己的样本</translation>
    </message>
    <message>
        <source>Predict a file…</source>
        <translation>预测文件…</translation>
    </message>
    <message>
        <source>Predicted: {predicted} ({share})
True: {true}
Test sample {place}</source>
        <translation>预测：{predicted}（{share}）
真实：{true}
测试样本 {place}</translation>
    </message>
    <message>
        <source>Right ones, least sure first</source>
        <translation>正确的，最没把握的在前</translation>
    </message>
    <message>
        <source>Run {name}</source>
        <translation>运行 {name}</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Test sample {place}</source>
        <translation>测试样本 {place}</translation>
    </message>
    <message>
        <source>Test the newest run on samples that it never saw</source>
        <translation>用从未见过的样本测试最新的运行</translation>
    </message>
    <message>
        <source>The chosen sample</source>
        <translation>选中的样本</translation>
    </message>
    <message>
        <source>The network is being tested</source>
        <translation>正在测试网络</translation>
    </message>
    <message>
        <source>Train the network: then it is tested on samples that it never saw.</source>
        <translation>请训练网络：之后会用从未见过的样本测试它。</translation>
    </message>
    <message>
        <source>Which samples</source>
        <translation>显示哪些样本</translation>
    </message>
    <message>
        <source>Wrong ones</source>
        <translation>错误的</translation>
    </message>
    <message>
        <source>Wrong ones first</source>
        <translation>错误的在前</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>true</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>{count} test samples</source>
        <translation>{count} 个测试样本</translation>
    </message>
    <message>
        <source>{wrong} of {count} test samples are wrong</source>
        <translation>{count} 个测试样本中有 {wrong} 个错误</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>A Jupyter notebook for the engine that trains here.</source>
        <translation>面向此处训练所用引擎的 Jupyter 笔记本。</translation>
    </message>
    <message>
        <source>A Python program for Keras 3, with data, training and weights.</source>
        <translation>面向 Keras 3 的 Python 程序，含数据、训练和权重。</translation>
    </message>
    <message>
        <source>A Python program for PyTorch, with weights as safetensors.</source>
        <translation>面向 PyTorch 的 Python 程序，权重为 safetensors 格式。</translation>
    </message>
    <message>
        <source>A Python program for TensorFlow's Keras 2.</source>
        <translation>面向 TensorFlow 的 Keras 2 的 Python 程序。</translation>
    </message>
    <message>
        <source>A Python program for the engine that trains here.</source>
        <translation>面向此处训练所用引擎的 Python 程序。</translation>
    </message>
    <message>
        <source>Layerloom engine</source>
        <translation>Layerloom 引擎</translation>
    </message>
    <message>
        <source>Notebook</source>
        <translation>笔记本</translation>
    </message>
    <message>
        <source>One HTML page: drawing, layers, curves, confusion matrix, settings.</source>
        <translation>一个 HTML 页面：图纸、各层、曲线、混淆矩阵、设置。</translation>
    </message>
    <message>
        <source>One file that many programs run, without training.</source>
        <translation>一个许多程序都能运行的文件，不含训练。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>ExportWindow</name>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Python</source>
        <translation>&amp;Python</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Verify that it computes the same</source>
        <translation>验证计算结果相同(&amp;V)</translation>
    </message>
    <message>
        <source>Choose a folder for the files.</source>
        <translation>请选择存放文件的文件夹。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Compare every &amp;layer</source>
        <translation>逐层比较(&amp;L)</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Computing with the engine…</source>
        <translation>正在用引擎计算…</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export &amp;as</source>
        <translation>导出为(&amp;A)</translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation>到文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>It computes something else: the largest difference is {largest}.</source>
        <translation>计算结果不同：最大差异为 {largest}。</translation>
    </message>
    <message>
        <source>It computes the same: the largest difference is {largest}.</source>
        <translation>计算结果相同：最大差异为 {largest}。</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers compared</source>
        <translation>逐层比较</translation>
    </message>
    <message>
        <source>Running the program…</source>
        <translation>正在运行程序…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Stopped. What was written stays.</source>
        <translation>已停止。已写出的文件保留。</translation>
    </message>
    <message>
        <source>The Python that Layerloom runs in</source>
        <translation>Layerloom 自身所用的 Python</translation>
    </message>
    <message>
        <source>The Python that runs the exported program</source>
        <translation>运行导出程序的 Python</translation>
    </message>
    <message>
        <source>The export ended without an answer.</source>
        <translation>导出已结束，但没有给出结果。</translation>
    </message>
    <message>
        <source>The export is under way</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>The first layer that differs is “{name}”.</source>
        <translation>第一个有差异的层是“{name}”。</translation>
    </message>
    <message>
        <source>Where to export to</source>
        <translation>导出到哪里</translation>
    </message>
    <message>
        <source>Writing the program…</source>
        <translation>正在写程序…</translation>
    </message>
    <message>
        <source>Written, with the first weights, as nothing is trained yet: {names}</source>
        <translation>已写出（尚未训练，使用初始权重）：{names}</translation>
    </message>
    <message>
        <source>Written: {names}</source>
        <translation>已写出：{names}</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Behind it one more problem comes to light.</source>
        <translation>修复后还会露出一个问题。</translation>
    </message>
    <message>
        <source>Behind it {count} more problems come to light.</source>
        <translation>修复后还会露出 {count} 个问题。</translation>
    </message>
    <message>
        <source>Open the code…</source>
        <translation>打开代码…</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>Point here to see it in the drawing, click to do it</source>
        <translation>指向此处可在图中预览，点击即可执行</translation>
    </message>
    <message>
        <source>Review and allow…</source>
        <translation>查看并允许…</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Reset {field}</source>
        <translation>重置 {field}</translation>
    </message>
    <message>
        <source>at least {minimum}</source>
        <translation>至少 {minimum}</translation>
    </message>
    <message>
        <source>at most {maximum}</source>
        <translation>至多 {maximum}</translation>
    </message>
    <message>
        <source>default {value}</source>
        <translation>默认 {value}</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>{minimum} to {maximum}</source>
        <translation>{minimum} 到 {maximum}</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
</context>
<context>
    <name>InlineEditor</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
</context>
<context>
    <name>InnerForm</name>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Set {field} of {layer}</source>
        <translation>设置 {layer} 的 {field}</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Select layers of one kind to edit them together.</source>
        <translation>选择同一类型的层即可一起编辑。</translation>
    </message>
    <message>
        <source>Together: {count} parameters.</source>
        <translation>合计 {count} 个参数。</translation>
    </message>
    <message>
        <source>{count} layers are selected.</source>
        <translation>已选择 {count} 个层。</translation>
    </message>
    <message>
        <source>{count} notes and frames, too.</source>
        <translation>另有 {count} 个便签和分组框。</translation>
    </message>
</context>
<context>
    <name>LayerEditor</name>
    <message>
        <source>A cell to draw</source>
        <translation>自己绘制单元</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
</context>
<context>
    <name>LayerForm</name>
    <message>
        <source>Bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>Explain this layer</source>
        <translation>讲解此层</translation>
    </message>
    <message>
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>More settings ({count})</source>
        <translation>更多设置（{count}）</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>Name of the layer</source>
        <translation>层的名称</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Outputs of a batch of {size}</source>
        <translation>每批 {size} 个样本的输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Rename to {name}</source>
        <translation>重命名为 {name}</translation>
    </message>
    <message>
        <source>Set {field} of {count} layers</source>
        <translation>设置 {count} 个层的 {field}</translation>
    </message>
    <message>
        <source>Set {field} of {layer}</source>
        <translation>设置 {layer} 的 {field}</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>lets its input through unchanged</source>
        <translation>让输入原样通过</translation>
    </message>
    <message>
        <source>those of {layer}</source>
        <translation>与 {layer} 共享</translation>
    </message>
    <message>
        <source>{count} a time step</source>
        <translation>每个时间步 {count}</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 个层</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo {change}</source>
        <translation>重做“{change}”(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo {change}</source>
        <translation>撤销“{change}”(&amp;U)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Save the drawing as a picture</source>
        <translation>把网络图保存为图片</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Map of the drawing</source>
        <translation>网络图缩略图</translation>
    </message>
</context>
<context>
    <name>Nested</name>
    <message>
        <source>&amp;Choose what is inside…</source>
        <translation>选择内部的层(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Dissolve the sub-model</source>
        <translation>拆开子模型(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Empty the slot</source>
        <translation>清空槽位(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Forget a saved sub-model…</source>
        <translation>删除已保存的子模型(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Go back out</source>
        <translation>回到外层(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Make a sub-model</source>
        <translation>做成子模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open what is inside</source>
        <translation>打开内部(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Rename the sub-model</source>
        <translation>重命名子模型(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save to the palette</source>
        <translation>保存到层面板(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Select the next slot</source>
        <translation>选择下一个槽位(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Take out what is inside</source>
        <translation>取出内部的层(&amp;T)</translation>
    </message>
    <message>
        <source>Delete what is not &amp;used</source>
        <translation>删除未使用的子模型(&amp;U)</translation>
    </message>
    <message>
        <source>Layer &amp;inside</source>
        <translation>内部的层(&amp;I)</translation>
    </message>
    <message>
        <source>Make a definition of its o&amp;wn</source>
        <translation>改为独立的定义(&amp;W)</translation>
    </message>
    <message>
        <source>Move the cell &amp;down</source>
        <translation>下移单元(&amp;D)</translation>
    </message>
    <message>
        <source>Move the cell &amp;up</source>
        <translation>上移单元(&amp;U)</translation>
    </message>
    <message>
        <source>Put the layer &amp;into another…</source>
        <translation>把该层放入另一层(&amp;I)…</translation>
    </message>
    <message>
        <source>Select the &amp;previous slot</source>
        <translation>选择上一个槽位(&amp;P)</translation>
    </message>
    <message>
        <source>Sub-mode&amp;l</source>
        <translation>子模型(&amp;L)</translation>
    </message>
</context>
<context>
    <name>NoteForm</name>
    <message>
        <source>Frame</source>
        <translation>分组框</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Rename frame</source>
        <translation>重命名分组框</translation>
    </message>
    <message>
        <source>Write note</source>
        <translation>编写便签</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>网络的各层</translation>
    </message>
    <message>
        <source>Memory of a batch</source>
        <translation>每批内存</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加次数</translation>
    </message>
    <message>
        <source>Multiply-adds a sample</source>
        <translation>每个样本的乘加次数</translation>
    </message>
    <message>
        <source>Nothing is drawn yet. Drag a layer from the left onto the canvas, or press Tab on the canvas and type its name.</source>
        <translation>还没有内容。请从左侧把层拖到画布上，或在画布上按 Tab 键并输入名称。</translation>
    </message>
    <message>
        <source>Output shape</source>
        <translation>输出形状</translation>
    </message>
    <message>
        <source>Outputs of a batch of {size}</source>
        <translation>每批 {size} 个样本的输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Weights in memory</source>
        <translation>权重占用内存</translation>
    </message>
    <message>
        <source>What the last column shows</source>
        <translation>最后一列显示的内容</translation>
    </message>
    <message>
        <source>{count} a time step</source>
        <translation>每个时间步 {count}</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Add to the drawing</source>
        <translation>添加到图中</translation>
    </message>
    <message>
        <source>Delete from the palette…</source>
        <translation>从层面板中删除…</translation>
    </message>
    <message>
        <source>Delete the definition</source>
        <translation>删除该定义</translation>
    </message>
    <message>
        <source>Explain this layer</source>
        <translation>讲解此层</translation>
    </message>
    <message>
        <source>Open what is inside</source>
        <translation>打开内部</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Drag it onto the canvas, or press Enter.</source>
        <translation>拖到画布上，或按回车键。</translation>
    </message>
    <message>
        <source>Layers by category</source>
        <translation>按类别排列的层</translation>
    </message>
    <message>
        <source>No layer is called “{text}”.</source>
        <translation>没有名为“{text}”的层。</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
</context>
<context>
    <name>PlotsPanel</name>
    <message>
        <source>Curves appear here as soon as the network is trained.</source>
        <translation>网络开始训练后，曲线会显示在这里。</translation>
    </message>
    <message>
        <source>Draw a thin line through the batches as well</source>
        <translation>同时用细线画出每个批次</translation>
    </message>
    <message>
        <source>Draw losses in powers of ten</source>
        <translation>以 10 的幂画出损失</translation>
    </message>
    <message>
        <source>Every batch</source>
        <translation>每个批次</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Picture as PNG…</source>
        <translation>图片存为 PNG…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>Values as CSV…</source>
        <translation>数值存为 CSV…</translation>
    </message>
    <message>
        <source>the picture cannot be saved there</source>
        <translation>图片无法保存到该处</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}</source>
        <translation>无法写入 {file}：{reason}</translation>
    </message>
</context>
<context>
    <name>PreferencesWindow</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Let pictures and layouts move</source>
        <translation>允许图示和布局动画</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Mouse wheel on the canvas</source>
        <translation>画布上的鼠标滚轮</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Processor cores for training</source>
        <translation>训练使用的处理器核心数</translation>
    </message>
    <message>
        <source>Scrolls; Ctrl and wheel zoom</source>
        <translation>滚动；Ctrl 加滚轮缩放</translation>
    </message>
    <message>
        <source>Show the welcome page at the start</source>
        <translation>启动时显示欢迎页</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Everything fits together.</source>
        <translation>一切都能配合。</translation>
    </message>
    <message>
        <source>Nothing is drawn yet.</source>
        <translation>还没有内容。</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… 以及另外 {count} 项</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Compiling kernels</source>
        <translation>正在编译内核</translation>
    </message>
    <message>
        <source>Compiling {name}: only the first training has to wait.</source>
        <translation>正在编译 {name}：只有第一次训练需要等待。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Kernels are compiled in the background: {done} of {total}. You can train already.</source>
        <translation>正在后台编译内核：{done} / {total}。现在就可以训练。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop after this batch and keep what was learned</source>
        <translation>在本批次后停止，并保留已学到的内容</translation>
    </message>
    <message>
        <source>The learning rate is now {rate}.</source>
        <translation>学习率现为 {rate}。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train the network as it is drawn (F5)</source>
        <translation>按所画的网络训练 (F5)</translation>
    </message>
    <message>
        <source>validation {name}</source>
        <translation>验证{name}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>Projects</name>
    <message>
        <source>Bring it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Layerloom ended unexpectedly. The work on {name} of {when} can be brought back.</source>
        <translation>Layerloom 意外退出。{when} 时 {name} 中的工作可以恢复。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>an unsaved project</source>
        <translation>一个未保存的项目</translation>
    </message>
    <message>
        <source>{name} was opened as a new drawing.</source>
        <translation>{name} 已作为新图打开。</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… 以及另外 {count} 项</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Add a layer…</source>
        <translation>添加层…</translation>
    </message>
    <message>
        <source>Connect {name} to…</source>
        <translation>将 {name} 连接到…</translation>
    </message>
    <message>
        <source>Enter places it, Ctrl+Enter lets it follow {name}</source>
        <translation>Enter 放置，Ctrl+Enter 接在 {name} 之后</translation>
    </message>
    <message>
        <source>Find by name, kind, shape or problem…</source>
        <translation>按名称、类型、形状或问题查找…</translation>
    </message>
    <message>
        <source>Forget a saved sub-model…</source>
        <translation>删除已保存的子模型…</translation>
    </message>
    <message>
        <source>Nothing is called “{text}”.</source>
        <translation>没有名为“{text}”的内容。</translation>
    </message>
    <message>
        <source>Put into {field}…</source>
        <translation>放入 {field}…</translation>
    </message>
    <message>
        <source>Put {name} into…</source>
        <translation>把 {name} 放入…</translation>
    </message>
    <message>
        <source>Put {name} onto the wire…</source>
        <translation>把 {name} 放到连线…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Select a wire…</source>
        <translation>选择一条连线…</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Drawn and trained with Layerloom {version}.</source>
        <translation>用 Layerloom {version} 绘制和训练。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>How it learned</source>
        <translation>学习过程</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Rows are true classes, columns its answers.</source>
        <translation>行是真实类别，列是网络的回答。</translation>
    </message>
    <message>
        <source>Settings and versions</source>
        <translation>设置与版本</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What it confuses</source>
        <translation>混淆了什么</translation>
    </message>
</context>
<context>
    <name>RoleHeader</name>
    <message>
        <source>given or missing</source>
        <translation>有或缺失</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>one for each word</source>
        <translation>每个词一列</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>word number</source>
        <translation>词编号</translation>
    </message>
    <message>
        <source>words of a text</source>
        <translation>文本的词</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Compiling</source>
        <translation>正在编译</translation>
    </message>
    <message>
        <source>Compiling {done} of {total}</source>
        <translation>正在编译：{done} / {total}</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Getting faster: {done} of {total}</source>
        <translation>正在加速：{done} / {total}</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Opened from a file</source>
        <translation>从文件打开</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Preparing the data</source>
        <translation>正在准备数据</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Stopped: the loss is not a number</source>
        <translation>已停止：损失不是数值</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>正在验证</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>area under the curve</source>
        <translation>曲线下面积</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>{count} samples/s</source>
        <translation>{count} 样本/秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{phase}: epoch {epoch} of {epochs}</source>
        <translation>{phase}：第 {epoch} / {epochs} 轮</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Choose the data to train on first.</source>
        <translation>请先选择训练数据。</translation>
    </message>
    <message>
        <source>Draw a network first.</source>
        <translation>请先画出网络。</translation>
    </message>
    <message>
        <source>Resume from epoch {epoch}</source>
        <translation>从第 {epoch} 轮继续</translation>
    </message>
    <message>
        <source>Train the network first.</source>
        <translation>请先训练网络。</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the run {name} with its weights and curves?</source>
        <translation>要删除运行 {name} 及其权重和曲线吗？</translation>
    </message>
    <message>
        <source>Earlier trainings</source>
        <translation>以往的训练</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Open the folder of the chosen training</source>
        <translation>打开所选训练的文件夹</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Show the curves of the chosen training</source>
        <translation>显示所选训练的曲线</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Trainings of this project are listed here.</source>
        <translation>此项目的训练会列在这里。</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>{file} could not be deleted: {reason}</source>
        <translation>无法删除 {file}：{reason}</translation>
    </message>
</context>
<context>
    <name>Scatter</name>
    <message>
        <source>Predicted numbers over true ones</source>
        <translation>预测值与真实值的散点图</translation>
    </message>
    <message>
        <source>true value → predicted ↑</source>
        <translation>真实值 → 预测值 ↑</translation>
    </message>
    <message>
        <source>{count} samples; on average {distance} away from the true value</source>
        <translation>{count} 个样本，与真实值平均相差 {distance}</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Add a layer at the wire's end</source>
        <translation>在连线末端添加层</translation>
    </message>
    <message>
        <source>Add to the selection</source>
        <translation>加入选择</translation>
    </message>
    <message>
        <source>Alt + drag</source>
        <translation>Alt + 拖动</translation>
    </message>
    <message>
        <source>Alt while dropping</source>
        <translation>放下时按住 Alt</translation>
    </message>
    <message>
        <source>Ctrl + click</source>
        <translation>Ctrl + 单击</translation>
    </message>
    <message>
        <source>Ctrl + drag</source>
        <translation>Ctrl + 拖动</translation>
    </message>
    <message>
        <source>Ctrl + drag from the port</source>
        <translation>Ctrl + 从端口拖出</translation>
    </message>
    <message>
        <source>Ctrl + right drag</source>
        <translation>Ctrl + 右键拖动</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>切断连线</translation>
    </message>
    <message>
        <source>Draw a wire</source>
        <translation>画连线</translation>
    </message>
    <message>
        <source>Insert a layer on a wire</source>
        <translation>在连线上插入层</translation>
    </message>
    <message>
        <source>Keep a layer off a wire</source>
        <translation>不让层接入连线</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Move without lining up</source>
        <translation>移动时不对齐</translation>
    </message>
    <message>
        <source>Put a layer onto a wire</source>
        <translation>把层放到连线上</translation>
    </message>
    <message>
        <source>Put dots onto wires</source>
        <translation>在连线上放置转折点</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Search by name or keys</source>
        <translation>按名称或按键搜索</translation>
    </message>
    <message>
        <source>Select what a box touches</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Shift + click</source>
        <translation>Shift + 单击</translation>
    </message>
    <message>
        <source>Shift + right drag</source>
        <translation>Shift + 右键拖动</translation>
    </message>
    <message>
        <source>Show the parameters</source>
        <translation>显示参数</translation>
    </message>
    <message>
        <source>Take a wire off</source>
        <translation>拔下连线</translation>
    </message>
    <message>
        <source>Take a wire off its output</source>
        <translation>从输出端拔下连线</translation>
    </message>
    <message>
        <source>Turn the selection over</source>
        <translation>反转选择</translation>
    </message>
    <message>
        <source>Use a layer's weights again</source>
        <translation>再次使用层的权重</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>double click on empty</source>
        <translation>双击空白处</translation>
    </message>
    <message>
        <source>double click on the layer</source>
        <translation>双击层</translation>
    </message>
    <message>
        <source>double click on the name</source>
        <translation>双击名称</translation>
    </message>
    <message>
        <source>double click on the wire</source>
        <translation>双击连线</translation>
    </message>
    <message>
        <source>drag from a port</source>
        <translation>从端口拖出</translation>
    </message>
    <message>
        <source>drag its end away</source>
        <translation>拖走其一端</translation>
    </message>
    <message>
        <source>drag on empty</source>
        <translation>在空白处拖动</translation>
    </message>
    <message>
        <source>drop it there</source>
        <translation>放到连线上</translation>
    </message>
    <message>
        <source>let go on empty</source>
        <translation>在空白处松开</translation>
    </message>
    <message>
        <source>middle drag, Space + drag, two fingers</source>
        <translation>中键拖动、空格 + 拖动、双指滑动</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>wheel, Ctrl + wheel, pinch</source>
        <translation>滚轮、Ctrl + 滚轮、双指捏合</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>1 layer</source>
        <translation>1 个层</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>How far the training is</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态栏</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 个层</translation>
    </message>
    <message>
        <source>{count} of them are trained</source>
        <translation>其中 {count} 个可训练</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} 个问题</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete unused sub-models</source>
        <translation>删除未使用的子模型</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>删除 {name}</translation>
    </message>
    <message>
        <source>Delete {name} from the palette of all projects? This cannot be undone.</source>
        <translation>要从所有项目的层面板中删除 {name} 吗？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Review and allow…</source>
        <translation>查看并允许…</translation>
    </message>
    <message>
        <source>This project holds layers written in Python: {names}. They do not run.</source>
        <translation>此项目含有用 Python 编写的层：{names}。它们不会运行。</translation>
    </message>
    <message>
        <source>{name} could not be deleted: {reason}</source>
        <translation>无法删除 {name}：{reason}</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A cell of your own</source>
        <translation>自己的循环单元</translation>
    </message>
    <message>
        <source>A convolutional network that tells ten kinds of clothes apart.</source>
        <translation>用卷积网络区分十种服饰。</translation>
    </message>
    <message>
        <source>A picture through a bottleneck of 16 numbers and back.</source>
        <translation>图像经过 16 个数的瓶颈再还原。</translation>
    </message>
    <message>
        <source>A recurrent cell that is drawn, not written.</source>
        <translation>画出来而不是写出来的循环单元。</translation>
    </message>
    <message>
        <source>A tag for each word: attention looks at the whole sentence.</source>
        <translation>每个词一个标签：注意力观察整个句子。</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>ConvLSTM sees shapes fly and says where they go.</source>
        <translation>ConvLSTM 看形状飞行，并说出它们去向何处。</translation>
    </message>
    <message>
        <source>Convolution and pooling read digits: where it all began.</source>
        <translation>卷积与池化识别数字：一切由此开始。</translation>
    </message>
    <message>
        <source>Fashion images</source>
        <translation>服饰图像</translation>
    </message>
    <message>
        <source>Film reviews</source>
        <translation>影评</translation>
    </message>
    <message>
        <source>First network</source>
        <translation>第一个网络</translation>
    </message>
    <message>
        <source>Good or bad? Words become vectors, short phrases decide.</source>
        <translation>好还是坏？词变为向量，由短语决定。</translation>
    </message>
    <message>
        <source>Handwritten digits with dense layers: the smallest net that learns.</source>
        <translation>用全连接层识别手写数字：会学习的最小网络。</translation>
    </message>
    <message>
        <source>LeNet</source>
        <translation>LeNet</translation>
    </message>
    <message>
        <source>Next picture of a film</source>
        <translation>影片的下一幅画面</translation>
    </message>
    <message>
        <source>Next year's sunspots from the 22 years before.</source>
        <translation>由之前 22 年预测明年的太阳黑子。</translation>
    </message>
    <message>
        <source>Parallel branches</source>
        <translation>并行分支</translation>
    </message>
    <message>
        <source>Residual network</source>
        <translation>残差网络</translation>
    </message>
    <message>
        <source>Several window sizes side by side, joined by Concatenate.</source>
        <translation>多种窗口大小并排，用 Concatenate 拼接。</translation>
    </message>
    <message>
        <source>Shortcuts around convolutions, joined by Add: what made nets deep.</source>
        <translation>绕过卷积的捷径，用 Add 相加：深层网络的关键。</translation>
    </message>
    <message>
        <source>Table of passengers</source>
        <translation>乘客表格</translation>
    </message>
    <message>
        <source>Tags with attention</source>
        <translation>带注意力的标注</translation>
    </message>
    <message>
        <source>Time series</source>
        <translation>时间序列</translation>
    </message>
    <message>
        <source>Who survived the Titanic? Columns of a table become features.</source>
        <translation>谁在泰坦尼克号上生还？把表格的列变为特征。</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{before}. {after}</source>
        <translation>{before}。{after}</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>A new order each epoch</source>
        <translation>每轮重新打乱顺序</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Bring the best epoch back</source>
        <translation>恢复最佳的一轮</translation>
    </message>
    <message>
        <source>Change the training</source>
        <translation>更改训练设置</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>过程</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>容忍轮数</translation>
    </message>
    <message>
        <source>Resume from epoch {epoch}</source>
        <translation>从第 {epoch} 轮继续</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Stop when it no longer gets better</source>
        <translation>不再变好时停止</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>关注</translation>
    </message>
    <message>
        <source>What is learned</source>
        <translation>学习目标</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>validation {name}</source>
        <translation>验证{name}</translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message>
        <source>Rename the sub-model</source>
        <translation>重命名子模型</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Begin with a template</source>
        <translation>从模板开始</translation>
    </message>
    <message>
        <source>Draw a network, see its shapes, train it, watch it learn, leave with code.</source>
        <translation>画出网络，看清每个形状，训练它，看着它学习，带走代码。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Projects that you save or open appear here.</source>
        <translation>保存或打开过的项目会显示在这里。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>讲解</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>WrittenWindow</name>
    <message>
        <source>Allow and use it</source>
        <translation>允许并使用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Code of the layer</source>
        <translation>层的代码</translation>
    </message>
    <message>
        <source>It makes {shapes}.</source>
        <translation>它的输出是 {shapes}。</translation>
    </message>
    <message>
        <source>Layer in Python</source>
        <translation>用 Python 编写的层</translation>
    </message>
    <message>
        <source>The cell can be made. Its step is tried in the layer that uses it.</source>
        <translation>这个单元可以创建。它的计算会在使用它的层中尝试。</translation>
    </message>
    <message>
        <source>The code did not come to an end.</source>
        <translation>代码没有运行结束。</translation>
    </message>
    <message>
        <source>The layer can be made, but what it does was not tried: nothing is known of its inputs. Draw a wire to it, then try again.</source>
        <translation>这个层可以创建，但还没有尝试它的计算：还不知道它的输入。请先连线到它，再试一次。</translation>
    </message>
    <message>
        <source>This code came with the project and has not run. Code can do anything that you can do on this computer. Try it out or allow it only if you understand it, or trust who wrote it.</source>
        <translation>这段代码随项目而来，尚未运行。代码能做您在这台电脑上能做的任何事。只有看懂它或信任它的作者时，才试运行或允许它。</translation>
    </message>
    <message>
        <source>Try it out</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Trying it out…</source>
        <translation>正在试运行…</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Write {name}</source>
        <translation>编写 {name}</translation>
    </message>
    <message>
        <source>{name}({parameters})</source>
        <translation>{name}({parameters})</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>'{first}' has {count} samples, but '{other}' has {other_count}.</source>
        <translation>“{first}”有 {count} 个样本，而“{other}”有 {other_count} 个。</translation>
    </message>
    <message>
        <source>'{layer}' reads columns of a table, but {title} is none.</source>
        <translation>“{layer}”读取表格的列，但 {title} 不是表格。</translation>
    </message>
    <message>
        <source>'{layer}' reads the column '{column}', which is the answer to learn.</source>
        <translation>“{layer}”读取列“{column}”，而它正是要学习的答案。</translation>
    </message>
    <message>
        <source>'{layer}' takes numbers from the column '{column}', but it holds words such as '{example}'.</source>
        <translation>“{layer}”从列“{column}”取数值，但其中是“{example}”这样的词。</translation>
    </message>
    <message>
        <source>'{layer}' takes the shape {shape} from the column '{column}', but a table holds one value for each sample.</source>
        <translation>“{layer}”从列“{column}”取形状 {shape}，但表格每个样本只有一个值。</translation>
    </message>
    <message>
        <source>'{name}' holds {count} values that are no numbers (NaN or infinite).</source>
        <translation>“{name}”含有 {count} 个非数值（NaN 或无穷大）。</translation>
    </message>
    <message>
        <source>'{target}' holds numbers, and {loss} tells classes apart.</source>
        <translation>“{target}”是数值，而 {loss} 用于区分类别。</translation>
    </message>
    <message>
        <source>'{target}' lies around {mean}, give or take {deviation}, but '{layer}' begins near 0 and learns this slowly.</source>
        <translation>“{target}”在 {mean} 上下 {deviation} 左右，而“{layer}”的输出从 0 附近开始，会学得很慢。</translation>
    </message>
    <message>
        <source>'{word}' is no number.</source>
        <translation>“{word}”不是数。</translation>
    </message>
    <message>
        <source>(batch, height, width, channels) becomes (batch, channels). Often stands where Flatten would, with far fewer weights behind it.</source>
        <translation>（批次、高、宽、通道）变为（批次、通道）。常用来代替 Flatten，其后所需的权重少得多。</translation>
    </message>
    <message>
        <source>(batch, steps) of numbers from 0 to input_dim - 1 becomes (batch, steps, output_dim). With mask_zero the number 0 means "nothing here", and layers after it skip such steps.</source>
        <translation>（批次、步）中 0 到 input_dim - 1 的数变为（批次、步、output_dim）。设置 mask_zero 后，数 0 表示“此处没有内容”，之后的层会跳过这些步。</translation>
    </message>
    <message>
        <source>(batch, steps, features) becomes (batch, units), or (batch, steps, units) with return_sequences. A list of cells works as a stack.</source>
        <translation>（批次、步、特征）变为（批次、units）；设置 return_sequences 时变为（批次、步、units）。单元列表会堆叠起来使用。</translation>
    </message>
    <message>
        <source>(batch, steps, features) becomes (batch, units), or (batch, steps, units) with return_sequences. Gated recurrent unit: Cho et al. 2014.</source>
        <translation>（批次、步、特征）变为（批次、units）；设置 return_sequences 时变为（批次、步、units）。门控循环单元：Cho 等，2014。</translation>
    </message>
    <message>
        <source>(batch, steps, features) becomes (batch, units), or (batch, steps, units) with return_sequences. It forgets soon; LSTM and GRU remember longer.</source>
        <translation>（批次、步、特征）变为（批次、units）；设置 return_sequences 时变为（批次、步、units）。它很快就会遗忘；LSTM 和 GRU 记得更久。</translation>
    </message>
    <message>
        <source>(batch, steps, features) becomes (batch, units), or (batch, steps, units) with return_sequences. Long short-term memory: Hochreiter and Schmidhuber 1997.</source>
        <translation>（批次、步、特征）变为（批次、units）；设置 return_sequences 时变为（批次、步、units）。长短期记忆：Hochreiter 与 Schmidhuber，1997。</translation>
    </message>
    <message>
        <source>(batch, steps, …) goes through the inner layer as (batch, …), step by step: the same Conv2D for every picture of a film, the same Dense for every word.</source>
        <translation>（批次、步、…）按（批次、…）逐步通过内层：影片的每一帧用同一个 Conv2D，每个词用同一个 Dense。</translation>
    </message>
    <message>
        <source>1: gates are computed one by one, 2: together. The results are the same.</source>
        <translation>1：各个门逐一计算；2：一起计算。结果相同。</translation>
    </message>
    <message>
        <source>A .keras file takes no options.</source>
        <translation>.keras 文件不接受 options。</translation>
    </message>
    <message>
        <source>A Sequential model has one input, but several were given.</source>
        <translation>Sequential 模型只有一个输入，但给了多个。</translation>
    </message>
    <message>
        <source>A Sequential model takes layers, but was given {value}.</source>
        <translation>Sequential 模型只接受层，但得到的是 {value}。</translation>
    </message>
    <message>
        <source>A batch of {size} samples is larger than the {count} that training learns from: each epoch makes a single step.</source>
        <translation>一批 {size} 个样本，比训练所用的 {count} 个还多：每轮只走一步。</translation>
    </message>
    <message>
        <source>A batch or a set of data is x, (x, y) or (x, y, sample_weight), but was given {count} parts.</source>
        <translation>一个批次或一组数据应为 x、(x, y) 或 (x, y, sample_weight)，但给了 {count} 个部分。</translation>
    </message>
    <message>
        <source>A bias of shape {bias} cannot be added to {shape}.</source>
        <translation>形状为 {bias} 的偏置不能加到 {shape} 上。</translation>
    </message>
    <message>
        <source>A bucketized column takes a numeric column, but was given {column}.</source>
        <translation>bucketized column 需要 numeric column，但得到 {column}。</translation>
    </message>
    <message>
        <source>A cast to {dtype} has no spelling in PyTorch.</source>
        <translation>转换为 {dtype} 在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>A cell that was drawn.</source>
        <translation>绘制的单元。</translation>
    </message>
    <message>
        <source>A cell that you draw: what a recurrent layer does at each step.</source>
        <translation>由您绘制的单元：循环层在每一步所做的计算。</translation>
    </message>
    <message>
        <source>A cloned model begins at the values of Input layers, not at {value}.</source>
        <translation>克隆的模型从 Input 层的值开始，不能从 {value} 开始。</translation>
    </message>
    <message>
        <source>A condition of shape {shape} chooses between values of shape {values}.</source>
        <translation>形状为 {shape} 的条件要在形状为 {values} 的值之间选择。</translation>
    </message>
    <message>
        <source>A convolution of each channel of a sequence, then a mixing of the channels.</source>
        <translation>先对序列的每个通道做卷积，再混合各通道。</translation>
    </message>
    <message>
        <source>A convolution over {count} axes needs {rank} axes (batch, …, channels), but gets {shape}.</source>
        <translation>{count} 维卷积需要 {rank} 个轴（批次、…、通道），但得到的是 {shape}。</translation>
    </message>
    <message>
        <source>A crossed column needs at least two features, but has {count}.</source>
        <translation>crossed column 至少需要两个特征，但只有 {count} 个。</translation>
    </message>
    <message>
        <source>A dot that leads a wire round: what comes in goes out.</source>
        <translation>引导连线的圆点：进来什么就出去什么。</translation>
    </message>
    <message>
        <source>A drawing holds at most {count} layers.</source>
        <translation>一张网络图最多容纳 {count} 个层。</translation>
    </message>
    <message>
        <source>A drawing holds at most {count} notes and frames.</source>
        <translation>一张网络图最多容纳 {count} 个便签和分组框。</translation>
    </message>
    <message>
        <source>A drawing holds at most {count} wires.</source>
        <translation>一张网络图最多容纳 {count} 条连线。</translation>
    </message>
    <message>
        <source>A field is empty, and its column has no default value.</source>
        <translation>有一个字段为空，而它所在的列没有默认值。</translation>
    </message>
    <message>
        <source>A fixed number of samples in every batch.</source>
        <translation>每个批次中固定的样本数。</translation>
    </message>
    <message>
        <source>A fold over several axes by {name} has no spelling in PyTorch yet.</source>
        <translation>用 {name} 对多个轴归约，在 PyTorch 中还没有对应的写法。</translation>
    </message>
    <message>
        <source>A gradient is taken by weights and recorded values, not by {value}.</source>
        <translation>梯度只能对权重和已记录的值求取，不能对 {value} 求取。</translation>
    </message>
    <message>
        <source>A lambda cannot be written into a file.</source>
        <translation>lambda 无法写入文件。</translation>
    </message>
    <message>
        <source>A layer in the file has no class name or no config.</source>
        <translation>文件中有一个层缺少类名或配置。</translation>
    </message>
    <message>
        <source>A layer needs a name.</source>
        <translation>层需要一个名称。</translation>
    </message>
    <message>
        <source>A layer of a file that Layerloom does not know.</source>
        <translation>文件中 Layerloom 不认识的层。</translation>
    </message>
    <message>
        <source>A layer that is written in Python.</source>
        <translation>用 Python 编写的层。</translation>
    </message>
    <message>
        <source>A layer that you write yourself.</source>
        <translation>由您自己编写的层。</translation>
    </message>
    <message>
        <source>A layer's name must be a text, not {name}.</source>
        <translation>层的名称必须是文字，不能是 {name}。</translation>
    </message>
    <message>
        <source>A learning rate is a number or a schedule, not {value}.</source>
        <translation>学习率应是数或学习率计划，不能是 {value}。</translation>
    </message>
    <message>
        <source>A limit on the factor.</source>
        <translation>对缩放系数的约束。</translation>
    </message>
    <message>
        <source>A limit on the mixing weights.</source>
        <translation>对混合权重的约束。</translation>
    </message>
    <message>
        <source>A limit on the shift.</source>
        <translation>对平移量的约束。</translation>
    </message>
    <message>
        <source>A limit on the slopes.</source>
        <translation>对斜率的约束。</translation>
    </message>
    <message>
        <source>A limit that the biases keep after each step.</source>
        <translation>每一步之后偏置须满足的约束。</translation>
    </message>
    <message>
        <source>A limit that the recurrent weights keep.</source>
        <translation>循环权重须遵守的约束。</translation>
    </message>
    <message>
        <source>A limit that the vectors keep after each step.</source>
        <translation>各向量在每一步之后须遵守的约束。</translation>
    </message>
    <message>
        <source>A limit that the weights keep after each step.</source>
        <translation>每一步之后权重须满足的约束。</translation>
    </message>
    <message>
        <source>A loss cannot be reduced by {key}.</source>
        <translation>损失不能用 {key} 方式归约。</translation>
    </message>
    <message>
        <source>A metric of {layer} has no name.</source>
        <translation>{layer} 的一个指标没有名称。</translation>
    </message>
    <message>
        <source>A model cannot be saved as {path}.</source>
        <translation>模型不能保存为 {path}。</translation>
    </message>
    <message>
        <source>A new drawing that is used as one node.</source>
        <translation>一张新的图，作为一个节点使用。</translation>
    </message>
    <message>
        <source>A part of {size} does not fit into {shape}.</source>
        <translation>大小为 {size} 的部分放不进 {shape}。</translation>
    </message>
    <message>
        <source>A penalty on the biases.</source>
        <translation>对偏置的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the factor.</source>
        <translation>对缩放系数的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the mixing weights.</source>
        <translation>对混合权重的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the output.</source>
        <translation>对输出的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the recurrent weights.</source>
        <translation>对循环权重的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the shift.</source>
        <translation>对平移量的惩罚。</translation>
    </message>
    <message>
        <source>A penalty on the slopes.</source>
        <translation>对斜率的惩罚。</translation>
    </message>
    <message>
        <source>A penalty that keeps the vectors small.</source>
        <translation>使向量保持较小的惩罚。</translation>
    </message>
    <message>
        <source>A penalty that keeps the weights small.</source>
        <translation>使权重保持较小的惩罚。</translation>
    </message>
    <message>
        <source>A penalty's factor must be a finite number, but is {value}.</source>
        <translation>惩罚的系数必须是有限的数，但现在是 {value}。</translation>
    </message>
    <message>
        <source>A picture has 1, 3 or 4 channels, not {count}.</source>
        <translation>一张图片有 1、3 或 4 个通道，而不是 {count} 个。</translation>
    </message>
    <message>
        <source>A picture has 2 or 3 axes, not shape {shape}.</source>
        <translation>一张图片有 2 个或 3 个轴，而不是形状 {shape}。</translation>
    </message>
    <message>
        <source>A picture has 3 axes, not shape {shape}.</source>
        <translation>一张图片有 3 个轴，而不是形状 {shape}。</translation>
    </message>
    <message>
        <source>A place on the canvas must be two finite numbers.</source>
        <translation>画布上的位置必须是两个有限的数。</translation>
    </message>
    <message>
        <source>A placeholder needs a shape.</source>
        <translation>占位符需要形状。</translation>
    </message>
    <message>
        <source>A radial constraint needs a weight with 4 axes, the first two of equal size, but its shape is {shape}.</source>
        <translation>径向约束需要有 4 个轴的权重，且前两个轴大小相等，但其形状是 {shape}。</translation>
    </message>
    <message>
        <source>A regularizer has no argument {word}.</source>
        <translation>正则化器没有参数 {word}。</translation>
    </message>
    <message>
        <source>A sample in {file} has the shape {given}, but {wanted} is needed.</source>
        <translation>{file} 中样本的形状是 {given}，但需要 {wanted}。</translation>
    </message>
    <message>
        <source>A sample of '{name}' has the shape {shape}, in which no step follows another.</source>
        <translation>“{name}”的一个样本形状为 {shape}，其中没有前后相继的步。</translation>
    </message>
    <message>
        <source>A sample of '{name}' has the shape {shape}, which cannot become {wanted}.</source>
        <translation>“{name}”的样本形状是 {shape}，无法变成 {wanted}。</translation>
    </message>
    <message>
        <source>A sample of the output {name} has shape {output}, but its target has {target}.</source>
        <translation>输出 {name} 的一个样本形状为 {output}，而它的目标形状为 {target}。</translation>
    </message>
    <message>
        <source>A sample of {title} has the shape {shape}, but Input '{layer}' expects {wanted}.</source>
        <translation>{title} 的样本形状是 {shape}，但输入层“{layer}”需要 {wanted}。</translation>
    </message>
    <message>
        <source>A sample takes {total} multiply-adds, {more} more than the budget of {limit}.</source>
        <translation>每个样本需要 {total} 次乘加，比预算 {limit} 多 {more}。</translation>
    </message>
    <message>
        <source>A sequence without steps has no last output.</source>
        <translation>没有步的序列没有最后一个输出。</translation>
    </message>
    <message>
        <source>A single number has no matrix product; multiply it with * instead.</source>
        <translation>单个数没有矩阵乘积，请改用 * 相乘。</translation>
    </message>
    <message>
        <source>A small number that keeps the division safe.</source>
        <translation>防止除以零的小数。</translation>
    </message>
    <message>
        <source>A sub-model cannot contain itself: {path}.</source>
        <translation>子模型不能包含自己：{path}。</translation>
    </message>
    <message>
        <source>A sub-model needs a name of at most {limit} characters.</source>
        <translation>子模型需要一个不超过 {limit} 个字符的名字。</translation>
    </message>
    <message>
        <source>A sub-model that you have saved.</source>
        <translation>您保存的子模型。</translation>
    </message>
    <message>
        <source>A sub-model: layers as one node.</source>
        <translation>子模型：把多个层作为一个节点。</translation>
    </message>
    <message>
        <source>A subclass has `state_size`, `output_size`, `build(input_shape)` and `call(inputs, states)`, which returns the output and the new states. An RNN layer repeats it over a sequence.</source>
        <translation>子类应有 `state_size`、`output_size`、`build(input_shape)` 和 `call(inputs, states)`，后者返回输出和新的状态。RNN 层会在序列上重复执行它。</translation>
    </message>
    <message>
        <source>A table of {count} rows is too short for windows of {window} rows.</source>
        <translation>{count} 行的表格对 {window} 行的窗口来说太短。</translation>
    </message>
    <message>
        <source>A thousand sentences out of reviews of films. Is each one good or bad?</source>
        <translation>来自影评的一千个句子。每句是好还是坏？</translation>
    </message>
    <message>
        <source>A threshold must be between 0 and 1, but one is {value}.</source>
        <translation>阈值必须在 0 到 1 之间，但有一个是 {value}。</translation>
    </message>
    <message>
        <source>A unit cannot rely on any single other unit, which works against overfitting. Evaluation and prediction pass everything through.</source>
        <translation>单元不能依赖任何一个其他单元，从而抑制过拟合。评估和预测时全部直接通过。</translation>
    </message>
    <message>
        <source>A unit matrix has two axes, but the shape is {shape}.</source>
        <translation>单位矩阵有两个轴，但形状是 {shape}。</translation>
    </message>
    <message>
        <source>A value cannot be indexed with {key}.</source>
        <translation>不能用 {key} 来索引。</translation>
    </message>
    <message>
        <source>A value has no numbers while a layer's call is traced, so NumPy cannot use it.</source>
        <translation>在追踪层的调用时，值还没有数字，因此 NumPy 无法使用它。</translation>
    </message>
    <message>
        <source>A value is neither True nor False while a layer's call is traced.</source>
        <translation>在追踪层的调用时，值既不是 True 也不是 False。</translation>
    </message>
    <message>
        <source>A value of shape {shape} from outside is used inside a layer's call.</source>
        <translation>层的 call 中使用了来自外部、形状为 {shape} 的值。</translation>
    </message>
    <message>
        <source>A value that the network computes is used where data of the batch are needed.</source>
        <translation>需要批次数据的地方用了由网络算出的值。</translation>
    </message>
    <message>
        <source>A window of {length} steps does not fit between step {first} and step {last}.</source>
        <translation>{length} 步的窗口放不进第 {first} 步与第 {last} 步之间。</translation>
    </message>
    <message>
        <source>A window of {reach} along axis {axis} is larger than the input, which has only {size} there (shape {shape}).</source>
        <translation>沿轴 {axis} 的窗口大小 {reach} 超过了输入，输入在该轴上只有 {size}（形状 {shape}）。</translation>
    </message>
    <message>
        <source>AbstractRNNCell</source>
        <translation>自定义循环单元</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>ActivityRegularization</source>
        <translation>活动正则化</translation>
    </message>
    <message>
        <source>AdamW needs a number for weight_decay.</source>
        <translation>AdamW 的 weight_decay 需要一个数。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>Add a layer, such as Dense(10).</source>
        <translation>请添加一个层，例如 Dense(10)。</translation>
    </message>
    <message>
        <source>Add a line such as model(torch.randn(1, 3, 32, 32)) to it, and open it again.</source>
        <translation>请在其中加入一行，例如 model(torch.randn(1, 3, 32, 32))，然后重新打开。</translation>
    </message>
    <message>
        <source>Add an Input layer</source>
        <translation>添加输入层</translation>
    </message>
    <message>
        <source>Add an Input layer of shape {shown}</source>
        <translation>添加形状为 {shown} 的 Input 层</translation>
    </message>
    <message>
        <source>Add it to the model's inputs.</source>
        <translation>请把它加入模型的输入。</translation>
    </message>
    <message>
        <source>Add it to the model, or add the loss inside the layer's call.</source>
        <translation>请把它加到模型上，或在层的 call 中添加该损失。</translation>
    </message>
    <message>
        <source>Add it to the model, or add the metric inside the layer's call.</source>
        <translation>请把它加到模型上，或在层的 call 中添加该指标。</translation>
    </message>
    <message>
        <source>Add one: it tells the shape of a sample.</source>
        <translation>请添加一个：它说明样本的形状。</translation>
    </message>
    <message>
        <source>Add the missing axes with Reshape, or keep them in the layer before: a recurrent layer does so with return_sequences.</source>
        <translation>用 Reshape 补上缺少的轴，或在前一层保留它们：循环层可打开 return_sequences。</translation>
    </message>
    <message>
        <source>AdditiveAttention</source>
        <translation>加性注意力</translation>
    </message>
    <message>
        <source>Adds its inputs element by element. Residual networks add a block's input to its output.</source>
        <translation>把各个输入逐元素相加。残差网络把一个块的输入加到它的输出上。</translation>
    </message>
    <message>
        <source>AlphaDropout</source>
        <translation>Alpha 丢弃</translation>
    </message>
    <message>
        <source>An LSTM for films: (batch, steps, height, width, channels). Its products are convolutions, so that a memory stays at its place in the picture.</source>
        <translation>用于影片的 LSTM：（批次、步、高、宽、通道）。其中的乘积是卷积，因此记忆保持在画面中的原位。</translation>
    </message>
    <message>
        <source>An LSTM for sequences of rows: (batch, steps, places, channels). Its products are convolutions, so that a memory stays at its place.</source>
        <translation>用于由行组成的序列的 LSTM：（批次、步、位置、通道）。其中的乘积是卷积，因此记忆保持在原位。</translation>
    </message>
    <message>
        <source>An LSTM for sequences of volumes: (batch, steps, depth, height, width, channels). Its products are convolutions, so that a memory stays at its place.</source>
        <translation>用于由体积组成的序列的 LSTM：（批次、步、深、高、宽、通道）。其中的乘积是卷积，因此记忆保持在原位。</translation>
    </message>
    <message>
        <source>An array of {name} is too large to be kept in a drawing: only its shape {shape} is.</source>
        <translation>{name} 的一个数组太大，图中无法保存：只保留了它的形状 {shape}。</translation>
    </message>
    <message>
        <source>An axis of size {size} cannot be cut into {count} equal parts.</source>
        <translation>大小为 {size} 的轴不能等分为 {count} 份。</translation>
    </message>
    <message>
        <source>An operation between layers uses a large array or a weight, which has no spelling in PyTorch.</source>
        <translation>层之间的一个运算用到了大数组或权重，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>An operation between layers, such as a sum with a number, a slice or a product of matrices.</source>
        <translation>层之间的运算，例如加上一个数、切片或矩阵乘积。</translation>
    </message>
    <message>
        <source>An operation with numbers of its own that are learned, such as a sum with a table of places.</source>
        <translation>带有自身可学习数值的运算，例如加上一张位置表。</translation>
    </message>
    <message>
        <source>An orthogonal matrix needs at least two axes, but the shape is {shape}.</source>
        <translation>正交矩阵至少需要两个轴，但形状是 {shape}。</translation>
    </message>
    <message>
        <source>An orthogonal regularizer needs a weight with 2 axes, but its shape is {shape}.</source>
        <translation>正交正则化器需要有 2 个轴的权重，但其形状是 {shape}。</translation>
    </message>
    <message>
        <source>Another wire ends at the same input.</source>
        <translation>另一条连线已经接到这个输入。</translation>
    </message>
    <message>
        <source>Applies a function written with `engine.ops`, as Keras's Lambda does.</source>
        <translation>应用用 `engine.ops` 写成的函数，与 Keras 的 Lambda 相同。</translation>
    </message>
    <message>
        <source>Applies the same layer to every step of a sequence.</source>
        <translation>对序列的每一步应用同一个层。</translation>
    </message>
    <message>
        <source>Array '{name}' in {file} holds {dtype} values, not numbers.</source>
        <translation>{file} 中的数组“{name}”存放的是 {dtype}，不是数值。</translation>
    </message>
    <message>
        <source>Array '{name}' in {file} would need {size} GB of memory.</source>
        <translation>{file} 中的数组“{name}”需要 {size} GB 内存。</translation>
    </message>
    <message>
        <source>Array '{name}' in {title} is empty.</source>
        <translation>{title} 中的数组“{name}”是空的。</translation>
    </message>
    <message>
        <source>Ask its owner, or change its permissions.</source>
        <translation>请询问所有者，或更改权限。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Attention done by several heads at once: each projects queries, keys and values in its own way, and their results are joined.</source>
        <translation>由多个头同时进行的注意力：每个头以自己的方式投影查询、键和值，再把结果合在一起。</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>AveragePooling1D</source>
        <translation>一维平均池化</translation>
    </message>
    <message>
        <source>AveragePooling2D</source>
        <translation>二维平均池化</translation>
    </message>
    <message>
        <source>AveragePooling3D</source>
        <translation>三维平均池化</translation>
    </message>
    <message>
        <source>Axes along which one slope serves all, counted from 1.</source>
        <translation>共用同一个斜率的轴，从 1 数起。</translation>
    </message>
    <message>
        <source>Axis {axis} does not exist in a value with {rank} axes.</source>
        <translation>值只有 {rank} 个轴，不存在轴 {axis}。</translation>
    </message>
    <message>
        <source>Axis {axis} of shape {shape} is not of size 1, so it cannot be dropped.</source>
        <translation>形状 {shape} 的轴 {axis} 大小不是 1，无法去掉。</translation>
    </message>
    <message>
        <source>Axis {left} of {first} and axis {right} of {second} differ in size, so they cannot be summed over together.</source>
        <translation>{first} 的轴 {left} 与 {second} 的轴 {right} 大小不同，无法一起求和。</translation>
    </message>
    <message>
        <source>BatchNormalization</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Begin with Input(shape) and call layers on it.</source>
        <translation>请从 Input(shape) 开始，再在其上调用层。</translation>
    </message>
    <message>
        <source>Begin with a letter or a digit, and use only English letters, digits, _, - and a full stop, as Keras demands.</source>
        <translation>请以字母或数字开头，并且只用英文字母、数字、_、- 和句点，这是 Keras 的要求。</translation>
    </message>
    <message>
        <source>Begin with an Input in the shape of one sample, {shape}.</source>
        <translation>请从一个样本形状为 {shape} 的 Input 层开始。</translation>
    </message>
    <message>
        <source>Begin with numeric_column.</source>
        <translation>请从 numeric_column 开始。</translation>
    </message>
    <message>
        <source>Begin with {usual}.</source>
        <translation>从 {usual} 开始。</translation>
    </message>
    <message>
        <source>Bends every number with a function, so that several layers can say more than one.</source>
        <translation>用一个函数弯曲每个数，使多个层能表达的比一个层更多。</translation>
    </message>
    <message>
        <source>Bidirectional</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>在一个批次内使每个通道的均值为 0、方差为 1，再进行缩放和平移。</translation>
    </message>
    <message>
        <source>Brings each sample to mean 0 and variance 1 over its own features, then scales and shifts.</source>
        <translation>在每个样本自身的特征上使均值为 0、方差为 1，再进行缩放和平移。</translation>
    </message>
    <message>
        <source>Brings groups of channels of each sample to mean 0 and variance 1, then scales and shifts.</source>
        <translation>把每个样本的通道分组，使各组均值为 0、方差为 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Call adapt first.</source>
        <translation>请先调用 adapt。</translation>
    </message>
    <message>
        <source>Call add_metric inside the layer's call.</source>
        <translation>请在层的 call 中调用 add_metric。</translation>
    </message>
    <message>
        <source>Call build(input_shape), or the model on data, first.</source>
        <translation>请先调用 build(input_shape)，或用数据调用模型。</translation>
    </message>
    <message>
        <source>Call build(model.trainable_variables) before, with the same model.</source>
        <translation>请先用同一个模型调用 build(model.trainable_variables)。</translation>
    </message>
    <message>
        <source>Call clone_model(model) alone, or make the model with Model(inputs, outputs).</source>
        <translation>请只调用 clone_model(model)，或用 Model(inputs, outputs) 建立模型。</translation>
    </message>
    <message>
        <source>Call compile(loss=…).</source>
        <translation>请调用 compile(loss=…)。</translation>
    </message>
    <message>
        <source>Call compile(optimizer, loss) first.</source>
        <translation>请先调用 compile(optimizer, loss)。</translation>
    </message>
    <message>
        <source>Call fit(pictures) first.</source>
        <translation>请先调用 fit（图片）。</translation>
    </message>
    <message>
        <source>Call fit_on_texts first.</source>
        <translation>请先调用 fit_on_texts。</translation>
    </message>
    <message>
        <source>Call it in one of the two ways.</source>
        <translation>只用其中一种方式调用。</translation>
    </message>
    <message>
        <source>Call it on an Input or on another layer's output.</source>
        <translation>请对 Input 或其他层的输出调用它。</translation>
    </message>
    <message>
        <source>Call it on data once before restoring.</source>
        <translation>恢复之前请先用数据调用它一次。</translation>
    </message>
    <message>
        <source>Call it on data with all its arguments.</source>
        <translation>请用数据及其全部参数调用它。</translation>
    </message>
    <message>
        <source>Call it once, or build(input_shape).</source>
        <translation>请先调用它一次，或使用 build(input_shape)。</translation>
    </message>
    <message>
        <source>Call super().__init__() at the begin of its __init__.</source>
        <translation>请在它的 __init__ 开头调用 super().__init__()。</translation>
    </message>
    <message>
        <source>Call tape.gradient inside that function.</source>
        <translation>请在该函数内部调用 tape.gradient。</translation>
    </message>
    <message>
        <source>Call the model on data once before you save it.</source>
        <translation>保存之前先用数据调用一次模型。</translation>
    </message>
    <message>
        <source>Call the model on data, or build it of Input values.</source>
        <translation>请用数据调用模型，或用 Input 值构建它。</translation>
    </message>
    <message>
        <source>Call the model on data, or build(input_shape), first.</source>
        <translation>请先用数据调用模型，或调用 build(input_shape)。</translation>
    </message>
    <message>
        <source>Call update_state first.</source>
        <translation>请先调用 update_state。</translation>
    </message>
    <message>
        <source>Change it in the Input layer if your data are larger or smaller.</source>
        <translation>如果您的数据更大或更小，请在 Input 层中修改。</translation>
    </message>
    <message>
        <source>Change its permissions or choose another file.</source>
        <translation>请更改它的权限，或选择其他文件。</translation>
    </message>
    <message>
        <source>Change the data, or the dtype of the column.</source>
        <translation>请更改数据，或更改列的 dtype。</translation>
    </message>
    <message>
        <source>Change the labels</source>
        <translation>更改标签</translation>
    </message>
    <message>
        <source>Change the last layers so that they give {wanted}.</source>
        <translation>请修改最后几层，使输出为 {wanted}。</translation>
    </message>
    <message>
        <source>Change the number with iterations.assign(…).</source>
        <translation>请用 iterations.assign(…) 更改该数。</translation>
    </message>
    <message>
        <source>Check that every line has the same number of values.</source>
        <translation>请检查每一行的值是否一样多。</translation>
    </message>
    <message>
        <source>Check that the loss depends on the weights.</source>
        <translation>请检查损失是否依赖权重。</translation>
    </message>
    <message>
        <source>Choose None, micro, macro or weighted.</source>
        <translation>请选择 None、micro、macro 或 weighted。</translation>
    </message>
    <message>
        <source>Choose a .loom file.</source>
        <translation>请选择 .loom 文件。</translation>
    </message>
    <message>
        <source>Choose a .npz file, a .csv file or a folder with one folder of images for each class.</source>
        <translation>请选择 .npz 文件、.csv 文件，或每个类别各有一个图片子文件夹的文件夹。</translation>
    </message>
    <message>
        <source>Choose a CSV file: lines of values with commas between them.</source>
        <translation>请选择 CSV 文件：每行的值以逗号分隔。</translation>
    </message>
    <message>
        <source>Choose a column of texts.</source>
        <translation>请选择文本列。</translation>
    </message>
    <message>
        <source>Choose a data set in the data panel.</source>
        <translation>请在数据面板中选择数据集。</translation>
    </message>
    <message>
        <source>Choose a loss for yes or no, or for numbers.</source>
        <translation>请选择用于判断是与否或用于数值的损失。</translation>
    </message>
    <message>
        <source>Choose a multiple of {groups} for filters.</source>
        <translation>请让 filters 为 {groups} 的倍数。</translation>
    </message>
    <message>
        <source>Choose a name that ends with .keras or .h5.</source>
        <translation>请选择以 .keras 或 .h5 结尾的名称。</translation>
    </message>
    <message>
        <source>Choose a name that no other layer has.</source>
        <translation>请选择其他层没有用过的名称。</translation>
    </message>
    <message>
        <source>Choose a name that no other one has.</source>
        <translation>请取一个没有被使用的名字。</translation>
    </message>
    <message>
        <source>Choose a number of groups that divides {channels}.</source>
        <translation>请选择能整除 {channels} 的组数。</translation>
    </message>
    <message>
        <source>Choose a smaller batch size or fewer units.</source>
        <translation>请减小批次大小或单元数。</translation>
    </message>
    <message>
        <source>Choose a smaller batch size.</source>
        <translation>请选择更小的批大小。</translation>
    </message>
    <message>
        <source>Choose a smaller window, or padding "same".</source>
        <translation>请选择较小的窗口，或将 padding 设为 "same"。</translation>
    </message>
    <message>
        <source>Choose a smaller window.</source>
        <translation>请选择更小的窗口。</translation>
    </message>
    <message>
        <source>Choose a table in the data panel, or begin with an Input layer.</source>
        <translation>请在数据面板中选择表格，或以 Input 层开始。</translation>
    </message>
    <message>
        <source>Choose a text file with one word a line.</source>
        <translation>请选择每行一个词的文本文件。</translation>
    </message>
    <message>
        <source>Choose an axis from {low} to {high}.</source>
        <translation>请选择 {low} 到 {high} 之间的轴。</translation>
    </message>
    <message>
        <source>Choose another array.</source>
        <translation>请选择其他数组。</translation>
    </message>
    <message>
        <source>Choose another constraint, such as non_neg.</source>
        <translation>请选择另一种约束，例如 non_neg。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another kind of column.</source>
        <translation>请选择另一种列。</translation>
    </message>
    <message>
        <source>Choose another name, or say overwrite=True.</source>
        <translation>请选择其他名称，或指定 overwrite=True。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择其他名称。</translation>
    </message>
    <message>
        <source>Choose another one, or leave it out of the export.</source>
        <translation>请选择另一个，或在导出时去掉它。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose another optimizer.</source>
        <translation>请选择另一个优化器。</translation>
    </message>
    <message>
        <source>Choose another output_padding, or leave it empty.</source>
        <translation>请选择其他 output_padding，或留空。</translation>
    </message>
    <message>
        <source>Choose another target.</source>
        <translation>请选择其他目标。</translation>
    </message>
    <message>
        <source>Choose another target: the next step needs samples such as (steps, features).</source>
        <translation>请选择其他目标：预测下一步需要形如（步、特征）的样本。</translation>
    </message>
    <message>
        <source>Choose as many arrays as there are Input layers, or remove Input layers.</source>
        <translation>请选择与输入层一样多的数组，或移除多余的输入层。</translation>
    </message>
    <message>
        <source>Choose at least one column besides the target.</source>
        <translation>除目标外，请至少再选择一列。</translation>
    </message>
    <message>
        <source>Choose at least one column of the table.</source>
        <translation>请至少选择表格的一列。</translation>
    </message>
    <message>
        <source>Choose axes of equal size.</source>
        <translation>请选择大小相同的轴。</translation>
    </message>
    <message>
        <source>Choose channels_last or channels_first.</source>
        <translation>请选择 channels_last 或 channels_first。</translation>
    </message>
    <message>
        <source>Choose different axes other than the batch axis 0.</source>
        <translation>请选择批次轴 0 以外的、互不相同的轴。</translation>
    </message>
    <message>
        <source>Choose fan_in, fan_out or fan_avg.</source>
        <translation>请选择 fan_in、fan_out 或 fan_avg。</translation>
    </message>
    <message>
        <source>Choose float16, float32 or float64; all are computed as float32.</source>
        <translation>请选择 float16、float32 或 float64；都按 float32 计算。</translation>
    </message>
    <message>
        <source>Choose float32.</source>
        <translation>请选择 float32。</translation>
    </message>
    <message>
        <source>Choose l1, l2, non_neg or a limit of norms.</source>
        <translation>请选择 l1、l2、non_neg 或范数限制。</translation>
    </message>
    <message>
        <source>Choose one of Keras's losses.</source>
        <translation>请选择 Keras 的一种损失。</translation>
    </message>
    <message>
        <source>Choose one of Keras's optimizers.</source>
        <translation>请选择 Keras 的一种优化器。</translation>
    </message>
    <message>
        <source>Choose one of Keras's schedules.</source>
        <translation>请选择 Keras 的学习率计划之一。</translation>
    </message>
    <message>
        <source>Choose one of the ways that have a name.</source>
        <translation>请选择有名称的方式。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>Choose one of them: the first limits each gradient, the second all together.</source>
        <translation>请选择其一：前者限制每个梯度，后者限制全部梯度。</translation>
    </message>
    <message>
        <source>Choose one of: {combiners}.</source>
        <translation>请选择其中之一：{combiners}。</translation>
    </message>
    <message>
        <source>Choose one of: {known}.</source>
        <translation>请选择其中之一：{known}。</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>请选择其一：{names}。</translation>
    </message>
    <message>
        <source>Choose one of: {options}.</source>
        <translation>请选择其中之一：{options}。</translation>
    </message>
    <message>
        <source>Choose pre or post.</source>
        <translation>请选择 pre 或 post。</translation>
    </message>
    <message>
        <source>Choose rows or columns.</source>
        <translation>请选择 rows 或 columns。</translation>
    </message>
    <message>
        <source>Choose samples or steps.</source>
        <translation>请选择 samples 或 steps。</translation>
    </message>
    <message>
        <source>Choose sizes whose product is {count}, or one of them as -1.</source>
        <translation>请选择乘积为 {count} 的大小，或将其中一个设为 -1。</translation>
    </message>
    <message>
        <source>Choose sizes whose product is {total}.</source>
        <translation>请选择乘积为 {total} 的大小。</translation>
    </message>
    <message>
        <source>Choose string as the column's dtype.</source>
        <translation>请把列的 dtype 设为 string。</translation>
    </message>
    <message>
        <source>Choose string or int64.</source>
        <translation>请选择 string 或 int64。</translation>
    </message>
    <message>
        <source>Choose the Python that has the libraries of the exported program.</source>
        <translation>请选择装有导出程序所需库的 Python。</translation>
    </message>
    <message>
        <source>Choose the columns of '{layer}' anew.</source>
        <translation>请重新选择“{layer}”的列。</translation>
    </message>
    <message>
        <source>Choose the file again: it may have been moved or renamed.</source>
        <translation>请重新选择文件：它可能已被移动或改名。</translation>
    </message>
    <message>
        <source>Choose the loss binary_crossentropy.</source>
        <translation>请选择损失 binary_crossentropy。</translation>
    </message>
    <message>
        <source>Choose the loss mean_squared_error, or take the values as classes.</source>
        <translation>请选择损失 mean_squared_error，或把这些值当作类别。</translation>
    </message>
    <message>
        <source>Choose the loss mean_squared_error.</source>
        <translation>请选择损失 mean_squared_error。</translation>
    </message>
    <message>
        <source>Choose the loss sparse_categorical_crossentropy, or set the activation to sigmoid.</source>
        <translation>请选择损失 sparse_categorical_crossentropy，或把激活函数设为 sigmoid。</translation>
    </message>
    <message>
        <source>Choose the loss sparse_categorical_crossentropy.</source>
        <translation>请选择损失 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Choose the loss {wanted}.</source>
        <translation>请选择损失 {wanted}。</translation>
    </message>
    <message>
        <source>Choose the target in the data panel.</source>
        <translation>请在数据面板中选择目标。</translation>
    </message>
    <message>
        <source>Choose them in the data panel: there are {names}.</source>
        <translation>请在数据面板中选择：有 {names}。</translation>
    </message>
    <message>
        <source>Class numbers of shape {targets} do not fit predictions of shape {predictions}.</source>
        <translation>形状 {targets} 的类别编号与形状 {predictions} 的预测不符。</translation>
    </message>
    <message>
        <source>Column '{column}' cannot be used as numbers: it holds text such as '{example}'.</source>
        <translation>列“{column}”不能当作数值：它含有“{example}”这样的文字。</translation>
    </message>
    <message>
        <source>Column '{column}' cannot have {count} buckets for unknown words.</source>
        <translation>列“{column}”不能有 {count} 个用于未知词的桶。</translation>
    </message>
    <message>
        <source>Column '{column}' has both a default value and buckets for unknown words.</source>
        <translation>列“{column}”同时有默认值和用于未知词的桶。</translation>
    </message>
    <message>
        <source>Column '{column}' has no vocabulary file.</source>
        <translation>列“{column}”没有词表文件。</translation>
    </message>
    <message>
        <source>Column '{column}' has the categories 0 to {last}, but meets {found}.</source>
        <translation>列“{column}”的类别是 0 到 {last}，但遇到 {found}。</translation>
    </message>
    <message>
        <source>Column '{column}' has the shape {shape}, but only one axis can be cut into buckets.</source>
        <translation>列“{column}”的形状是 {shape}，但只有一个轴可以分桶。</translation>
    </message>
    <message>
        <source>Column '{column}' has {count} different values, more than {limit}.</source>
        <translation>列“{column}”有 {count} 种不同的值，超过 {limit} 种。</translation>
    </message>
    <message>
        <source>Column '{column}' holds no words.</source>
        <translation>列“{column}”中没有词。</translation>
    </message>
    <message>
        <source>Column '{column}' holds numbers such as {example}, which are no categories.</source>
        <translation>列“{column}”中是 {example} 这样的数值，不是类别。</translation>
    </message>
    <message>
        <source>Column '{column}' holds text where numbers are needed.</source>
        <translation>列“{column}”是文字，但这里需要数值。</translation>
    </message>
    <message>
        <source>Column '{column}' holds words such as '{example}' where numbers are needed.</source>
        <translation>列“{column}”需要数值，但其中是“{example}”这样的词。</translation>
    </message>
    <message>
        <source>Column '{column}' must hold numbers, not {dtype}.</source>
        <translation>列“{column}”必须是数值，不能是 {dtype}。</translation>
    </message>
    <message>
        <source>Column '{column}' needs a whole number of buckets from 1 to {limit}, not {count}.</source>
        <translation>列“{column}”的桶数必须是 1 到 {limit} 的整数，不能是 {count}。</translation>
    </message>
    <message>
        <source>Column '{column}' takes {width} numbers for each sample, but its feature has {count}.</source>
        <translation>列“{column}”每个样本取 {width} 个数，但其特征有 {count} 个。</translation>
    </message>
    <message>
        <source>Columns cannot share the vectors of an embedding.</source>
        <translation>各列不能共用同一组嵌入向量。</translation>
    </message>
    <message>
        <source>Compute with engine.ops.</source>
        <translation>请用 engine.ops 计算。</translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Concatenate them with the input.</source>
        <translation>请把它们与输入拼接起来。</translation>
    </message>
    <message>
        <source>Connect a query and a value to it.</source>
        <translation>请给它连接查询和值。</translation>
    </message>
    <message>
        <source>Connect an Input layer with at least one other layer.</source>
        <translation>请把输入层与至少一个其他层连接起来。</translation>
    </message>
    <message>
        <source>Connect another value to it.</source>
        <translation>请给它连接另一个值。</translation>
    </message>
    <message>
        <source>Connect as many wires as the operation takes.</source>
        <translation>连接运算所需数量的连线。</translation>
    </message>
    <message>
        <source>Connect layers with weights to the outputs, and make them trainable.</source>
        <translation>请把有权重的层连接到输出，并使它们可训练。</translation>
    </message>
    <message>
        <source>Connects every feature of the input with every unit: `activation(inputs @ kernel + bias)`.</source>
        <translation>把输入的每个特征与每个单元相连：`activation(inputs @ kernel + bias)`。</translation>
    </message>
    <message>
        <source>Conv1D</source>
        <translation>一维卷积</translation>
    </message>
    <message>
        <source>Conv1DTranspose</source>
        <translation>一维转置卷积</translation>
    </message>
    <message>
        <source>Conv2D</source>
        <translation>二维卷积</translation>
    </message>
    <message>
        <source>Conv2DTranspose</source>
        <translation>二维转置卷积</translation>
    </message>
    <message>
        <source>Conv3D</source>
        <translation>三维卷积</translation>
    </message>
    <message>
        <source>Conv3DTranspose</source>
        <translation>三维转置卷积</translation>
    </message>
    <message>
        <source>ConvLSTM1D</source>
        <translation>一维卷积 LSTM</translation>
    </message>
    <message>
        <source>ConvLSTM2D</source>
        <translation>二维卷积 LSTM</translation>
    </message>
    <message>
        <source>ConvLSTM3D</source>
        <translation>三维卷积 LSTM</translation>
    </message>
    <message>
        <source>Convert it to numbers before you save it.</source>
        <translation>请先转换成数值再保存。</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Convolutional LSTM: Shi et al. 2015.</source>
        <translation>卷积 LSTM：Shi 等，2015。</translation>
    </message>
    <message>
        <source>Convolves each channel by itself, then mixes the channels at each place.</source>
        <translation>先对每个通道单独卷积，再在每个位置混合各通道。</translation>
    </message>
    <message>
        <source>Convolves each channel of a picture by itself: it looks at places, but mixes no channels.</source>
        <translation>对图片的每个通道单独卷积：考察各处的图案，但不混合通道。</translation>
    </message>
    <message>
        <source>Convolves each channel of a sequence by itself.</source>
        <translation>对序列的每个通道单独卷积。</translation>
    </message>
    <message>
        <source>Copy layers in Layerloom and paste them here.</source>
        <translation>请在 Layerloom 中复制层，再粘贴到这里。</translation>
    </message>
    <message>
        <source>Copy them once more where they come from.</source>
        <translation>请回到原处重新复制一次。</translation>
    </message>
    <message>
        <source>Create it with stateful=True.</source>
        <translation>请用 stateful=True 建立它。</translation>
    </message>
    <message>
        <source>Create the inner layer with stateful=True.</source>
        <translation>请用 stateful=True 建立内层。</translation>
    </message>
    <message>
        <source>Cropping1D</source>
        <translation>一维裁剪</translation>
    </message>
    <message>
        <source>Cropping2D</source>
        <translation>二维裁剪</translation>
    </message>
    <message>
        <source>Cropping3D</source>
        <translation>三维裁剪</translation>
    </message>
    <message>
        <source>Cross the feature itself: give its name.</source>
        <translation>请直接交叉特征本身：给出其名称。</translation>
    </message>
    <message>
        <source>Cut less.</source>
        <translation>请少裁一些。</translation>
    </message>
    <message>
        <source>Cut them into ranges with a bucketized column.</source>
        <translation>请用 bucketized column 把它们分成区间。</translation>
    </message>
    <message>
        <source>Cuts a border off a picture.</source>
        <translation>裁掉图片的边缘。</translation>
    </message>
    <message>
        <source>Cuts a border off a volume.</source>
        <translation>裁掉体积的边缘。</translation>
    </message>
    <message>
        <source>Cuts steps off the ends of a sequence.</source>
        <translation>裁掉序列两端的步。</translation>
    </message>
    <message>
        <source>Data are chosen, but nothing is drawn yet.</source>
        <translation>已选择数据，但还没有画任何层。</translation>
    </message>
    <message>
        <source>Data can only flow forward.</source>
        <translation>数据只能向前流动。</translation>
    </message>
    <message>
        <source>Data enters the network here: draw wires away from it.</source>
        <translation>数据从这里进入网络：请从它向外连线。</translation>
    </message>
    <message>
        <source>Data runs right or down, not {way}.</source>
        <translation>数据向右或向下流动，不能是 {way}。</translation>
    </message>
    <message>
        <source>Define a function with a name instead.</source>
        <translation>请改为定义有名称的函数。</translation>
    </message>
    <message>
        <source>Define it at the outermost level of a file.</source>
        <translation>请把它定义在文件的最外层。</translation>
    </message>
    <message>
        <source>Delete its instances first.</source>
        <translation>请先删除它的实例。</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>DenseFeatures</source>
        <translation>特征列</translation>
    </message>
    <message>
        <source>DepthwiseConv1D</source>
        <translation>一维逐通道卷积</translation>
    </message>
    <message>
        <source>DepthwiseConv2D</source>
        <translation>二维逐通道卷积</translation>
    </message>
    <message>
        <source>Did you mean '{near}'?</source>
        <translation>是否想用“{near}”？</translation>
    </message>
    <message>
        <source>Did you mean {near}?</source>
        <translation>是否想用 {near}？</translation>
    </message>
    <message>
        <source>Distance between neighbouring elements of the window.</source>
        <translation>窗口内相邻元素之间的距离。</translation>
    </message>
    <message>
        <source>Divide the size of {layers} by {part}</source>
        <translation>把 {layers} 的规模除以 {part}</translation>
    </message>
    <message>
        <source>Divides each sample by its length, so that its features are a direction alone.</source>
        <translation>把每个样本除以它的长度，使其特征只表示方向。</translation>
    </message>
    <message>
        <source>Dot</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>Drag an Input onto the canvas.</source>
        <translation>请把 Input 拖到画布上。</translation>
    </message>
    <message>
        <source>Draw a first network for these data</source>
        <translation>为这些数据画一个入门网络</translation>
    </message>
    <message>
        <source>Draw a wire from it to the layer that shall read it, or take its branch out.</source>
        <translation>从它连线到要读取它的层，或去掉这条分支。</translation>
    </message>
    <message>
        <source>Draw a wire from it to the next layer, or delete it.</source>
        <translation>请从它连线到下一层，或删除它。</translation>
    </message>
    <message>
        <source>Draw a wire from {source_name} to {target_name}</source>
        <translation>从 {source_name} 连线到 {target_name}</translation>
    </message>
    <message>
        <source>Draw a wire to it from the layer before.</source>
        <translation>请从前一层连线到它。</translation>
    </message>
    <message>
        <source>Draw another wire to it.</source>
        <translation>请再连一条线到它。</translation>
    </message>
    <message>
        <source>Draw it the other way round, from {source_name} to {target_name}</source>
        <translation>反向连线，从 {source_name} 到 {target_name}</translation>
    </message>
    <message>
        <source>Draw it with the layers of the palette, or export for Layerloom's engine.</source>
        <translation>请用面板中的层来画，或导出为 Layerloom 引擎的程序。</translation>
    </message>
    <message>
        <source>Draw one to {name} first.</source>
        <translation>请先连一条到 {name}。</translation>
    </message>
    <message>
        <source>Drawings get it from files that add, multiply or join fixed arrays between their layers. ``{"weight": [4, 8]}`` among the arguments stands for an array of this shape.</source>
        <translation>来自在层之间加上、乘以或拼接固定数组的文件。参数中的 ``{"weight": [4, 8]}`` 表示该形状的数组。</translation>
    </message>
    <message>
        <source>Drawings get it from programs and files that compute `x + y`, `x[:, 0]` or `ops.matmul(x, y)` between their layers. It has no weights, and each call of it stands in the network as if the program had computed it there.</source>
        <translation>来自在层之间计算 `x + y`、`x[:, 0]` 或 `ops.matmul(x, y)` 的程序和文件。它没有权重，每次调用在网络中都等同于程序在该处进行计算。</translation>
    </message>
    <message>
        <source>Drop a layer into it, or choose one in the inspector.</source>
        <translation>请把一个层拖进去，或在属性面板中选择。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机丢弃</translation>
    </message>
    <message>
        <source>Dropout that keeps mean and variance, made for selu networks.</source>
        <translation>保持均值和方差的 Dropout，为 selu 网络而设。</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>指数线性</translation>
    </message>
    <message>
        <source>Each feature column says what becomes of a column of the table: a number as it is, cut into ranges, one number for each word, a learned vector for each word. Their numbers stand side by side, ordered by the columns' names.</source>
        <translation>每个 feature column 说明表格的一列如何处理：数值原样使用、分成区间、每个词一个数、每个词一个学到的向量。所得的数并排排列，按列名排序。</translation>
    </message>
    <message>
        <source>Each layer needs a name of its own.</source>
        <translation>每个层都需要自己的名称。</translation>
    </message>
    <message>
        <source>Each sample needs one answer: mend the file or choose other arrays.</source>
        <translation>每个样本需要一个答案：请修正文件或选择其他数组。</translation>
    </message>
    <message>
        <source>Early stopping watches {monitor}, but no samples are kept apart to measure it on.</source>
        <translation>提前停止要看 {monitor}，但没有留出样本来测量它。</translation>
    </message>
    <message>
        <source>Elements added to one side of the output, where strides leave its size open.</source>
        <translation>在步长使输出大小不确定时，加在输出一侧的元素数。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Encode the targets with one place for each class, or use sparse_categorical_crossentropy for class numbers.</source>
        <translation>请把目标编码为每个类别占一位，或对类别编号使用 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Enter a name such as dense_1.</source>
        <translation>请输入名称，例如 dense_1。</translation>
    </message>
    <message>
        <source>Enter a number such as 0.2.</source>
        <translation>请输入数值，例如 0.2。</translation>
    </message>
    <message>
        <source>Enter a number without a decimal point.</source>
        <translation>请输入不带小数点的数。</translation>
    </message>
    <message>
        <source>Enter it in the inspector.</source>
        <translation>请在属性面板中填写。</translation>
    </message>
    <message>
        <source>Every input of {name} is taken.</source>
        <translation>{name} 的所有输入都已占用。</translation>
    </message>
    <message>
        <source>Every output is the sum of a window of the input, over all channels, times a kernel, plus a bias: (batch, height, width, channels) becomes (batch, rows, columns, filters).</source>
        <translation>每个输出是输入的一个窗口（含所有通道）与卷积核相乘之和，再加偏置：（批次、高、宽、通道）变为（批次、行、列、滤波器）。</translation>
    </message>
    <message>
        <source>Every step then knows what comes before it and after it. The two outputs are put side by side (concat), added, multiplied, averaged, or both returned (None).</source>
        <translation>于是每一步都知道它之前和之后的内容。两个输出可以并排（concat）、相加、相乘、取平均，或都返回（None）。</translation>
    </message>
    <message>
        <source>Every sub-model of the project is used.</source>
        <translation>项目中的每个子模型都在使用。</translation>
    </message>
    <message>
        <source>Export it as a functional or sequential model.</source>
        <translation>请把它导出为函数式或顺序模型。</translation>
    </message>
    <message>
        <source>Export to Keras, PyTorch or Layerloom's engine instead.</source>
        <translation>请改为导出到 Keras、PyTorch 或 Layerloom 引擎。</translation>
    </message>
    <message>
        <source>Factor of the sum of sizes.</source>
        <translation>绝对值之和的系数。</translation>
    </message>
    <message>
        <source>Factor of the sum of squares.</source>
        <translation>平方和的系数。</translation>
    </message>
    <message>
        <source>Fill in or leave out what is missing.</source>
        <translation>请补全缺失的值，或去掉它们。</translation>
    </message>
    <message>
        <source>First input minus second input, element by element.</source>
        <translation>第一个输入逐元素减去第二个输入。</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>展平</translation>
    </message>
    <message>
        <source>Fold axes together with Flatten or Reshape, or go step by step with TimeDistributed.</source>
        <translation>用 Flatten 或 Reshape 合并轴，或用 TimeDistributed 逐步处理。</translation>
    </message>
    <message>
        <source>Fold one axis at a time.</source>
        <translation>请一次只归约一个轴。</translation>
    </message>
    <message>
        <source>For each query, the mean of the values, weighted by how well their keys match the query.</source>
        <translation>对每个查询取值的加权平均，权重取决于键与查询的匹配程度。</translation>
    </message>
    <message>
        <source>Four measurements of 150 flowers. Which of three species is it?</source>
        <translation>150 朵花的四项测量值。属于三个品种中的哪一个？</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>门控循环单元</translation>
    </message>
    <message>
        <source>GRUCell</source>
        <translation>GRU 单元</translation>
    </message>
    <message>
        <source>GaussianDropout</source>
        <translation>高斯丢弃</translation>
    </message>
    <message>
        <source>GaussianNoise</source>
        <translation>高斯噪声</translation>
    </message>
    <message>
        <source>Give "epoch" or a number of batches.</source>
        <translation>请给 "epoch" 或批次数。</translation>
    </message>
    <message>
        <source>Give 0.004, say.</source>
        <translation>例如 0.004。</translation>
    </message>
    <message>
        <source>Give a function without arguments that computes it.</source>
        <translation>请给一个不带参数、用来计算它的函数。</translation>
    </message>
    <message>
        <source>Give a larger max_tokens.</source>
        <translation>请给出更大的 max_tokens。</translation>
    </message>
    <message>
        <source>Give a larger maxlen.</source>
        <translation>请给出更大的 maxlen。</translation>
    </message>
    <message>
        <source>Give a list: first the states of the forward layer, then as many of the backward layer.</source>
        <translation>请给一个列表：先是前向层的状态，然后是后向层同样多的状态。</translation>
    </message>
    <message>
        <source>Give a mask (batch, steps).</source>
        <translation>请给掩码（批次、步）。</translation>
    </message>
    <message>
        <source>Give a model, or keep the numbers with tf.train.Checkpoint.</source>
        <translation>请给出一个模型，或用 tf.train.Checkpoint 保存数值。</translation>
    </message>
    <message>
        <source>Give a schedule as the learning rate, such as InverseTimeDecay.</source>
        <translation>请把学习率设为一个计划，例如 InverseTimeDecay。</translation>
    </message>
    <message>
        <source>Give a seed.</source>
        <translation>请给出 seed。</translation>
    </message>
    <message>
        <source>Give a tuple of sizes such as (None, 28, 28, 1).</source>
        <translation>请给出尺寸元组，例如 (None, 28, 28, 1)。</translation>
    </message>
    <message>
        <source>Give a tuple of two or three parts; put several inputs into a list or dict.</source>
        <translation>请给由两个或三个部分组成的元组；多个输入请放进列表或字典。</translation>
    </message>
    <message>
        <source>Give a tuple such as (None, 28), or a list or dict of them.</source>
        <translation>请给一个元组，例如 (None, 28)，或由它们组成的列表或字典。</translation>
    </message>
    <message>
        <source>Give all of them as values of layers, or all as numbers.</source>
        <translation>请全部以层的值给出，或全部以数给出。</translation>
    </message>
    <message>
        <source>Give all sizes but one.</source>
        <translation>只能留空一个大小。</translation>
    </message>
    <message>
        <source>Give as many values for each feature.</source>
        <translation>请给每个特征同样多的值。</translation>
    </message>
    <message>
        <source>Give at least one batch.</source>
        <translation>请至少给一个批次。</translation>
    </message>
    <message>
        <source>Give at least one sample.</source>
        <translation>请至少给一个样本。</translation>
    </message>
    <message>
        <source>Give at least x.</source>
        <translation>请至少给出 x。</translation>
    </message>
    <message>
        <source>Give both inputs of the same last size, or let {name} have weights of its own.</source>
        <translation>请给两者最后一个大小相同的输入，或让 {name} 使用自己的权重。</translation>
    </message>
    <message>
        <source>Give both, or none.</source>
        <translation>两个都给出，或都不给。</translation>
    </message>
    <message>
        <source>Give build() a batch shape, such as (None, 28).</source>
        <translation>请给 build() 一个批次形状，例如 (None, 28)。</translation>
    </message>
    <message>
        <source>Give column_names.</source>
        <translation>请给出 column_names。</translation>
    </message>
    <message>
        <source>Give dtype=object.</source>
        <translation>请指定 dtype=object。</translation>
    </message>
    <message>
        <source>Give each category a weight that is not 0, and each gap the weight 0.</source>
        <translation>请给每个类别一个非 0 的权重，给每个空缺权重 0。</translation>
    </message>
    <message>
        <source>Give each column an embedding_column of its own, or share an Embedding layer.</source>
        <translation>给每一列各自的 embedding_column，或共用一个 Embedding 层。</translation>
    </message>
    <message>
        <source>Give each layer a name of its own.</source>
        <translation>请给每个层取不同的名称。</translation>
    </message>
    <message>
        <source>Give each metric a name of its own.</source>
        <translation>请给每个指标单独的名称。</translation>
    </message>
    <message>
        <source>Give each of the {classes} classes a unit</source>
        <translation>为 {classes} 个类别各设一个单元</translation>
    </message>
    <message>
        <source>Give each word once.</source>
        <translation>每个词只写一次。</translation>
    </message>
    <message>
        <source>Give every class a weight.</source>
        <translation>请给每个类别一个权重。</translation>
    </message>
    <message>
        <source>Give every class from 0 a weight.</source>
        <translation>请从 0 起给每个类别一个权重。</translation>
    </message>
    <message>
        <source>Give every word one tag, with spaces between them.</source>
        <translation>请为每个词给出一个标签，以空格分隔。</translation>
    </message>
    <message>
        <source>Give inputs, or batch_size and dtype.</source>
        <translation>请给 inputs，或给 batch_size 和 dtype。</translation>
    </message>
    <message>
        <source>Give it Input(shape).</source>
        <translation>请给它 Input(shape)。</translation>
    </message>
    <message>
        <source>Give it a cell, such as LSTMCell(8), or a list of cells.</source>
        <translation>请给它一个单元，例如 LSTMCell(8)，或单元的列表。</translation>
    </message>
    <message>
        <source>Give it a layer, such as Dense(8).</source>
        <translation>请给它一个层，例如 Dense(8)。</translation>
    </message>
    <message>
        <source>Give it an array for each of: {names}.</source>
        <translation>请为以下各项各给一个数组：{names}。</translation>
    </message>
    <message>
        <source>Give it an array of the same shape.</source>
        <translation>请给它形状相同的数组。</translation>
    </message>
    <message>
        <source>Give it as an argument.</source>
        <translation>请以参数形式给出。</translation>
    </message>
    <message>
        <source>Give it at least one word.</source>
        <translation>请至少给它一个词。</translation>
    </message>
    <message>
        <source>Give it at most as many axes as the values.</source>
        <translation>它的轴数不能多于这些值的轴数。</translation>
    </message>
    <message>
        <source>Give it data of that shape, or change the shape of the Input layer.</source>
        <translation>请给它这种形状的数据，或修改输入层的形状。</translation>
    </message>
    <message>
        <source>Give it in custom_objects, or register it with register_keras_serializable().</source>
        <translation>用 custom_objects 传入它，或用 register_keras_serializable() 注册它。</translation>
    </message>
    <message>
        <source>Give it inputs of the same size as before, or use a new layer.</source>
        <translation>请给它与之前大小相同的输入，或使用新的层。</translation>
    </message>
    <message>
        <source>Give it inputs whose last axis is {size}.</source>
        <translation>请给它最后一个轴为 {size} 的输入。</translation>
    </message>
    <message>
        <source>Give it inputs with {size} channels.</source>
        <translation>请给它有 {size} 个通道的输入。</translation>
    </message>
    <message>
        <source>Give it more buckets, or a default value for what lies outside.</source>
        <translation>请给它更多的桶，或为超出范围的情况给一个默认值。</translation>
    </message>
    <message>
        <source>Give it one axis, or one axis less than the values.</source>
        <translation>给它一个轴，或比这些值少一个轴。</translation>
    </message>
    <message>
        <source>Give it one initial state for each state, each (batch, size).</source>
        <translation>请为每个状态给一个初始状态，形状均为（批次、大小）。</translation>
    </message>
    <message>
        <source>Give it one value for each of its inputs.</source>
        <translation>请为它的每个输入各给一个值。</translation>
    </message>
    <message>
        <source>Give it sequences: set return_sequences of the recurrent layer before it.</source>
        <translation>请给它序列：打开前面循环层的 return_sequences。</translation>
    </message>
    <message>
        <source>Give it the states of a layer with as many filters.</source>
        <translation>请给它滤波器数相同的层的状态。</translation>
    </message>
    <message>
        <source>Give it the states that it returned at the step before.</source>
        <translation>请给它上一步返回的状态。</translation>
    </message>
    <message>
        <source>Give it to the network as an input.</source>
        <translation>请把它作为输入给网络。</translation>
    </message>
    <message>
        <source>Give it weights of its own first.</source>
        <translation>请先让它使用自己的权重。</translation>
    </message>
    <message>
        <source>Give it, too.</source>
        <translation>请同时给出词表。</translation>
    </message>
    <message>
        <source>Give its name, such as {example}, or an object.</source>
        <translation>请给出名称（例如 {example}）或对象。</translation>
    </message>
    <message>
        <source>Give left_size or right_size.</source>
        <translation>请给出 left_size 或 right_size。</translation>
    </message>
    <message>
        <source>Give models, layers, optimizers or variables.</source>
        <translation>请给出模型、层、优化器或变量。</translation>
    </message>
    <message>
        <source>Give more batches, or fewer steps_per_epoch.</source>
        <translation>请提供更多批次，或减小 steps_per_epoch。</translation>
    </message>
    <message>
        <source>Give num_words, or call fit_on_texts first.</source>
        <translation>请给出 num_words，或先调用 fit_on_texts。</translation>
    </message>
    <message>
        <source>Give numbers, lists or arrays.</source>
        <translation>请给出数、列表或数组。</translation>
    </message>
    <message>
        <source>Give one array for each of: {names}.</source>
        <translation>请为以下每一项各给一个数组：{names}。</translation>
    </message>
    <message>
        <source>Give one array for each weight, in the order of get_weights().</source>
        <translation>请按 get_weights() 的顺序为每个权重给一个数组。</translation>
    </message>
    <message>
        <source>Give one class number for each row of predictions.</source>
        <translation>请为每行预测给一个类别编号。</translation>
    </message>
    <message>
        <source>Give one for each of: {names}.</source>
        <translation>请为以下每一项各给一个：{names}。</translation>
    </message>
    <message>
        <source>Give one for each word.</source>
        <translation>每个词各给一个。</translation>
    </message>
    <message>
        <source>Give one key for each value.</source>
        <translation>请为每个值给一个键。</translation>
    </message>
    <message>
        <source>Give one label for each file.</source>
        <translation>为每个文件给出一个标签。</translation>
    </message>
    <message>
        <source>Give one mask, or None, for each input.</source>
        <translation>为每个输入给出一个掩码或 None。</translation>
    </message>
    <message>
        <source>Give one of each for every picture.</source>
        <translation>每张图片各给一个。</translation>
    </message>
    <message>
        <source>Give one of them, not both.</source>
        <translation>请只给其中一个，不要都给。</translation>
    </message>
    <message>
        <source>Give one of them.</source>
        <translation>只给出其中之一。</translation>
    </message>
    <message>
        <source>Give one target (and weight) for each sample.</source>
        <translation>请为每个样本给一个目标（和权重）。</translation>
    </message>
    <message>
        <source>Give one target for each prediction.</source>
        <translation>请为每个预测给一个目标。</translation>
    </message>
    <message>
        <source>Give one target for each sample.</source>
        <translation>请为每个样本给一个目标。</translation>
    </message>
    <message>
        <source>Give one target for each step.</source>
        <translation>每一步给出一个目标。</translation>
    </message>
    <message>
        <source>Give one weight for each sample, or an array of the values' shape.</source>
        <translation>请为每个样本给一个权重，或给与值形状相同的数组。</translation>
    </message>
    <message>
        <source>Give origin.</source>
        <translation>请给出 origin。</translation>
    </message>
    <message>
        <source>Give rows of equal length, padded with utils.pad_sequences, and a full array.</source>
        <translation>请用 utils.pad_sequences 把各行补成等长，并给出完整的数组。</translation>
    </message>
    <message>
        <source>Give sample_weight instead.</source>
        <translation>请改用 sample_weight。</translation>
    </message>
    <message>
        <source>Give sequences of at least one step.</source>
        <translation>请给至少有一步的序列。</translation>
    </message>
    <message>
        <source>Give shape, or the number of axes (ndim).</source>
        <translation>请给出 shape，或轴的数目（ndim）。</translation>
    </message>
    <message>
        <source>Give shares between 0 and 1, or fewer samples.</source>
        <translation>请给出 0 与 1 之间的比例，或更少的样本数。</translation>
    </message>
    <message>
        <source>Give steps_per_epoch (or steps), or repeat the data less often.</source>
        <translation>请给出 steps_per_epoch（或 steps），或减少数据重复的次数。</translation>
    </message>
    <message>
        <source>Give targets of the output's shape, or change the last layers.</source>
        <translation>请给出与输出形状相同的目标，或修改最后几层。</translation>
    </message>
    <message>
        <source>Give the Input layer a fixed batch_size.</source>
        <translation>请给 Input 层固定的 batch_size。</translation>
    </message>
    <message>
        <source>Give the Input layer a fixed size.</source>
        <translation>为 Input 层指定固定的大小。</translation>
    </message>
    <message>
        <source>Give the Input layer a full shape.</source>
        <translation>请给输入层完整的形状。</translation>
    </message>
    <message>
        <source>Give the Input layer a shape that ends with a number.</source>
        <translation>请让输入层的形状以具体的数结尾。</translation>
    </message>
    <message>
        <source>Give the Input layer a shape that tells it.</source>
        <translation>请在输入层的形状中写明。</translation>
    </message>
    <message>
        <source>Give the Input layer a shape that tells the number of channels.</source>
        <translation>请在输入层的形状中写明通道数。</translation>
    </message>
    <message>
        <source>Give the Input layer a shape without an open size there.</source>
        <translation>请让输入层的形状在该处不留空。</translation>
    </message>
    <message>
        <source>Give the Input layer a shape without open sizes.</source>
        <translation>请给 Input 层一个没有不定大小的形状。</translation>
    </message>
    <message>
        <source>Give the Input layer the number of steps, or set unroll to False.</source>
        <translation>请给 Input 层写明步数，或把 unroll 设为 False。</translation>
    </message>
    <message>
        <source>Give the Input layers fixed sizes.</source>
        <translation>为 Input 层指定固定的大小。</translation>
    </message>
    <message>
        <source>Give the column the shape {shape}.</source>
        <translation>请把列的形状设为 {shape}。</translation>
    </message>
    <message>
        <source>Give the mask as an input of the network.</source>
        <translation>请把掩码作为网络的一个输入。</translation>
    </message>
    <message>
        <source>Give the name of a file.</source>
        <translation>请给出文件名。</translation>
    </message>
    <message>
        <source>Give the network as many new states as states, each of the same shape.</source>
        <translation>请让网络输出与状态数量相同的新状态，且形状一一相同。</translation>
    </message>
    <message>
        <source>Give the sizes of one sample, such as (28, 28, 1).</source>
        <translation>请给出一个样本的各个大小，例如 (28, 28, 1)。</translation>
    </message>
    <message>
        <source>Give the smaller number first.</source>
        <translation>请先写较小的数。</translation>
    </message>
    <message>
        <source>Give the states of both directions in one list.</source>
        <translation>请把两个方向的状态放在一个列表中。</translation>
    </message>
    <message>
        <source>Give the targets y.</source>
        <translation>请给出目标 y。</translation>
    </message>
    <message>
        <source>Give validation_data.</source>
        <translation>请给出 validation_data。</translation>
    </message>
    <message>
        <source>Give {name} an activation such as relu.</source>
        <translation>给 {name} 加上激活函数，例如 relu。</translation>
    </message>
    <message>
        <source>Give {name} the same value in both.</source>
        <translation>请让两者的 {name} 相同。</translation>
    </message>
    <message>
        <source>Give {name} weights of its own</source>
        <translation>让 {name} 有自己的权重</translation>
    </message>
    <message>
        <source>GlobalAveragePooling1D</source>
        <translation>一维全局平均池化</translation>
    </message>
    <message>
        <source>GlobalAveragePooling3D</source>
        <translation>三维全局平均池化</translation>
    </message>
    <message>
        <source>GlobalAvgPool2D</source>
        <translation>二维全局平均池化</translation>
    </message>
    <message>
        <source>GlobalMaxPool2D</source>
        <translation>二维全局最大池化</translation>
    </message>
    <message>
        <source>GlobalMaxPooling1D</source>
        <translation>一维全局最大池化</translation>
    </message>
    <message>
        <source>GlobalMaxPooling3D</source>
        <translation>三维全局最大池化</translation>
    </message>
    <message>
        <source>GroupNormalization</source>
        <translation>组归一化</translation>
    </message>
    <message>
        <source>Hand it to the call as an argument.</source>
        <translation>请把它作为参数传给 call。</translation>
    </message>
    <message>
        <source>Hand the metric to compile(metrics=[…]), or use add_metric on the value.</source>
        <translation>请把指标交给 compile(metrics=[…])，或对该值使用 add_metric。</translation>
    </message>
    <message>
        <source>Handwritten digits: grey images of 28 × 28 pixels, ten classes.</source>
        <translation>手写数字：28 × 28 像素的灰度图像，十个类别。</translation>
    </message>
    <message>
        <source>How far each step goes.</source>
        <translation>每一步走多远。</translation>
    </message>
    <message>
        <source>How far the noise reaches: its standard deviation.</source>
        <translation>噪声的幅度：其标准差。</translation>
    </message>
    <message>
        <source>How large the result of {layer} is cannot be told from its inputs.</source>
        <translation>无法从输入得知{layer}的结果有多大。</translation>
    </message>
    <message>
        <source>How many copies stand in a row, each with weights of its own.</source>
        <translation>串联多少份，每份有自己的权重。</translation>
    </message>
    <message>
        <source>How many different numbers there are: the largest plus 1.</source>
        <translation>不同的数有多少个：最大的数加 1。</translation>
    </message>
    <message>
        <source>How many epochs may pass without getting better.</source>
        <translation>允许多少轮没有变好。</translation>
    </message>
    <message>
        <source>How many features it gives, as far as what follows tells.</source>
        <translation>根据其后的层推断，它给出多少个特征。</translation>
    </message>
    <message>
        <source>How many rows after a window its answer stands.</source>
        <translation>答案在窗口之后多少行。</translation>
    </message>
    <message>
        <source>How many rows of a table make one sample; 0 takes each row by itself.</source>
        <translation>表格的多少行构成一个样本；0 表示每行单独成为样本。</translation>
    </message>
    <message>
        <source>How many samples make one step.</source>
        <translation>每一步使用多少个样本。</translation>
    </message>
    <message>
        <source>How many spots the sun had in each year from 1700 to 2008.</source>
        <translation>1700 至 2008 年每年的太阳黑子数。</translation>
    </message>
    <message>
        <source>How many words of a text are fed; 0 lets the texts decide.</source>
        <translation>输入文本的多少个词；0 由文本决定。</translation>
    </message>
    <message>
        <source>How much of the moving averages each batch keeps.</source>
        <translation>每个批次保留多少移动平均值。</translation>
    </message>
    <message>
        <source>How new pixels are found.</source>
        <translation>如何求得新的像素。</translation>
    </message>
    <message>
        <source>How numbers are brought to a common size: left alone, to mean 0 and deviation 1, or into 0 to 1.</source>
        <translation>数值如何统一尺度：不变、变为均值 0 标准差 1，或缩放到 0 至 1。</translation>
    </message>
    <message>
        <source>How often each axis is repeated.</source>
        <translation>每个轴重复多少次。</translation>
    </message>
    <message>
        <source>How often each step is repeated.</source>
        <translation>每一步重复多少次。</translation>
    </message>
    <message>
        <source>How often rows and columns are repeated.</source>
        <translation>行和列各重复多少次。</translation>
    </message>
    <message>
        <source>How often training sees all samples.</source>
        <translation>训练把全部样本看多少遍。</translation>
    </message>
    <message>
        <source>How the two outputs become one; None returns both.</source>
        <translation>两个输出如何合为一个；None 则两个都返回。</translation>
    </message>
    <message>
        <source>How the weights are changed.</source>
        <translation>权重如何改变。</translation>
    </message>
    <message>
        <source>How the weights are stored.</source>
        <translation>权重以何种方式存放。</translation>
    </message>
    <message>
        <source>If it holds weights, use load_weights on a model of the same layers.</source>
        <translation>如果其中是权重，请对层相同的模型使用 load_weights。</translation>
    </message>
    <message>
        <source>Import it at the top.</source>
        <translation>请在文件开头导入。</translation>
    </message>
    <message>
        <source>In {name}: {repair}</source>
        <translation>在 {name} 内：{repair}</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Input has no parameter {word}.</source>
        <translation>Input 没有参数 {word}。</translation>
    </message>
    <message>
        <source>Input knows no {word} values.</source>
        <translation>Input 不支持 {word} 类型的值。</translation>
    </message>
    <message>
        <source>Input needs a shape.</source>
        <translation>Input 需要形状。</translation>
    </message>
    <message>
        <source>Input port</source>
        <translation>输入端口</translation>
    </message>
    <message>
        <source>Input was given shape and batch_shape.</source>
        <translation>Input 同时收到了 shape 和 batch_shape。</translation>
    </message>
    <message>
        <source>InputSpec names axis {axis} of an input with {count} axes.</source>
        <translation>InputSpec 指定了轴 {axis}，而输入只有 {count} 个轴。</translation>
    </message>
    <message>
        <source>Insert Flatten and Dense({units})</source>
        <translation>插入 Flatten 和 Dense({units})</translation>
    </message>
    <message>
        <source>Insert Flatten at each input</source>
        <translation>在每个输入处插入 Flatten</translation>
    </message>
    <message>
        <source>Insert Permute((2, 3, 1)) before it, which puts them last.</source>
        <translation>在它之前插入 Permute((2, 3, 1))，把通道移到最后。</translation>
    </message>
    <message>
        <source>Insert Rescaling behind {layer}</source>
        <translation>在 {layer} 之后插入 Rescaling</translation>
    </message>
    <message>
        <source>Insert Reshape({target})</source>
        <translation>插入 Reshape({target})</translation>
    </message>
    <message>
        <source>Insert Reshape({target}) before it.</source>
        <translation>在它前面插入 Reshape({target})。</translation>
    </message>
    <message>
        <source>Insert a Reshape layer before it that adds the missing axes.</source>
        <translation>请在它前面插入 Reshape 层，补上缺少的轴。</translation>
    </message>
    <message>
        <source>Insert {shown}</source>
        <translation>插入 {shown}</translation>
    </message>
    <message>
        <source>Insert {shown} behind {source_name}</source>
        <translation>在 {source_name} 之后插入 {shown}</translation>
    </message>
    <message>
        <source>Insert {type}</source>
        <translation>插入 {type}</translation>
    </message>
    <message>
        <source>Insert {type} before {flatten}</source>
        <translation>在 {flatten} 之前插入 {type}</translation>
    </message>
    <message>
        <source>Insert {type} before {target_name}</source>
        <translation>在 {target_name} 之前插入 {type}</translation>
    </message>
    <message>
        <source>Inside {name}: {reason}</source>
        <translation>{name} 内部：{reason}</translation>
    </message>
    <message>
        <source>Install Layerloom again, or choose a file of your own.</source>
        <translation>请重新安装 Layerloom，或选择自己的文件。</translation>
    </message>
    <message>
        <source>Install Layerloom again.</source>
        <translation>请重新安装 Layerloom。</translation>
    </message>
    <message>
        <source>Install it with: pip install 'layerloom[keras-files]'.</source>
        <translation>请安装：pip install 'layerloom[keras-files]'。</translation>
    </message>
    <message>
        <source>Install it with: {command}</source>
        <translation>用此命令安装：{command}</translation>
    </message>
    <message>
        <source>Into how many groups the channels are cut, each convolved by itself.</source>
        <translation>把通道分成多少组，每组各自卷积。</translation>
    </message>
    <message>
        <source>It cannot be seen which array of {title} is the input and which the answer.</source>
        <translation>看不出 {title} 中哪个数组是输入、哪个是答案。</translation>
    </message>
    <message>
        <source>It does nearly what Conv2D does with far fewer weights: window size * channels + channels * filters instead of their product.</source>
        <translation>效果与 Conv2D 相近，权重却少得多：窗口大小 * 通道数 + 通道数 * 滤波器数，而不是它们的乘积。</translation>
    </message>
    <message>
        <source>It has as many times more weights than Conv2D as there are places.</source>
        <translation>位置有多少个，它的权重就是 Conv2D 的多少倍。</translation>
    </message>
    <message>
        <source>It has no weights. A feature counts wherever in the window it was found.</source>
        <translation>没有权重。特征出现在窗口的任何位置都算数。</translation>
    </message>
    <message>
        <source>It has no weights. It stands between convolutions and Dense layers.</source>
        <translation>没有权重。它位于卷积与 Dense 层之间。</translation>
    </message>
    <message>
        <source>It is the same in training and prediction, however small the batches are. With one group for each channel (groups -1) it is instance normalization.</source>
        <translation>无论批次多小，训练和预测时的做法都相同。若每个通道单独成组（groups 为 -1），就是实例归一化。</translation>
    </message>
    <message>
        <source>It takes {count}.</source>
        <translation>它需要 {count} 个。</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted.</source>
        <translation>它已被移动、改名或删除。</translation>
    </message>
    <message>
        <source>Its end was lost. Look for a backup or a recovery copy.</source>
        <translation>文件末尾已丢失。请寻找备份或恢复副本。</translation>
    </message>
    <message>
        <source>Its outputs are: {names}.</source>
        <translation>它的输出有：{names}。</translation>
    </message>
    <message>
        <source>Join them before it.</source>
        <translation>请在它之前把它们合并。</translation>
    </message>
    <message>
        <source>Join them with Concatenate</source>
        <translation>用 Concatenate 合并它们</translation>
    </message>
    <message>
        <source>Join them, or leave only one layer without a wire behind it.</source>
        <translation>合并它们，或只留一个后面没有连线的层。</translation>
    </message>
    <message>
        <source>Joining needs at least two layers.</source>
        <translation>连接至少需要两个层。</translation>
    </message>
    <message>
        <source>Keep a share of the samples for validation, or watch the loss.</source>
        <translation>留出一部分样本用于验证，或改看 loss。</translation>
    </message>
    <message>
        <source>Keep at least {least} for it, or train without validation.</source>
        <translation>至少为它留 {least} 个，或不做验证。</translation>
    </message>
    <message>
        <source>Keep one of the two.</source>
        <translation>请保留两者之一。</translation>
    </message>
    <message>
        <source>Keep softmax for the last layer.</source>
        <translation>softmax 只用在最后一层。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each channel over a volume.</source>
        <translation>在整个体积上保留每个通道的最大值。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each channel over all steps.</source>
        <translation>在所有时间步上保留每个通道的最大值。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each feature map: (batch, height, width, channels) becomes (batch, channels).</source>
        <translation>保留每张特征图的最大值：（批次、高、宽、通道）变为（批次、通道）。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window of a picture; 2 x 2 windows halve height and width.</source>
        <translation>保留图片每个窗口中的最大值；2 x 2 的窗口使高和宽减半。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window of a sequence.</source>
        <translation>保留序列每个窗口中的最大值。</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window of a volume.</source>
        <translation>保留体积每个窗口中的最大值。</translation>
    </message>
    <message>
        <source>Keeps what is positive; with a slope below, a limit above, or a threshold if wanted.</source>
        <translation>保留正的部分；需要时可在下方设斜率、在上方设上限，或设阈值。</translation>
    </message>
    <message>
        <source>Keras lays the steps out one by one; here the results are the same.</source>
        <translation>Keras 把各步逐一展开；这里的结果相同。</translation>
    </message>
    <message>
        <source>Keras's files need the library h5py, which is not installed.</source>
        <translation>Keras 的文件需要 h5py 库，但尚未安装。</translation>
    </message>
    <message>
        <source>Known are: {names}.</source>
        <translation>已知的有：{names}。</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>长短期记忆</translation>
    </message>
    <message>
        <source>LSTMCell</source>
        <translation>LSTM 单元</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>自定义函数</translation>
    </message>
    <message>
        <source>Layer in Python</source>
        <translation>用 Python 编写的层</translation>
    </message>
    <message>
        <source>LayerNormalization</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Layerloom knows nothing of this name.</source>
        <translation>Layerloom 不认识这个名称。</translation>
    </message>
    <message>
        <source>Lays out all axes but the batch in one row: (batch, 5, 5, 16) becomes (batch, 400).</source>
        <translation>把批次以外的所有轴排成一行：(batch, 5, 5, 16) 变为 (batch, 400)。</translation>
    </message>
    <message>
        <source>Lays out the same numbers under another shape: (batch, 784) becomes (batch, 28, 28, 1).</source>
        <translation>把同样的数排成另一种形状：(batch, 784) 变为 (batch, 28, 28, 1)。</translation>
    </message>
    <message>
        <source>LeakyReLU</source>
        <translation>带泄漏线性整流</translation>
    </message>
    <message>
        <source>LearnedOperation</source>
        <translation>可学习运算</translation>
    </message>
    <message>
        <source>Leave activity_regularizer empty.</source>
        <translation>请把 activity_regularizer 留空。</translation>
    </message>
    <message>
        <source>Leave axis and ignore_class as they are.</source>
        <translation>请保持 axis 和 ignore_class 的默认值。</translation>
    </message>
    <message>
        <source>Leave class_names out.</source>
        <translation>不要给出 class_names。</translation>
    </message>
    <message>
        <source>Leave fused out.</source>
        <translation>请去掉 fused。</translation>
    </message>
    <message>
        <source>Leave input_length out, or give it that length.</source>
        <translation>请去掉 input_length，或设为该长度。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>请去掉它。</translation>
    </message>
    <message>
        <source>Leave it out: the program keeps a checkpoint after each epoch.</source>
        <translation>请去掉它：程序在每轮之后都会保存检查点。</translation>
    </message>
    <message>
        <source>Leave one of them out.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>Leave only one layer without a wire behind it.</source>
        <translation>请只保留一个后面没有连线的层。</translation>
    </message>
    <message>
        <source>Leave options out of ModelCheckpoint.</source>
        <translation>请去掉 ModelCheckpoint 的 options。</translation>
    </message>
    <message>
        <source>Leave ragged at False.</source>
        <translation>让 ragged 保持 False。</translation>
    </message>
    <message>
        <source>Leave sparse at False.</source>
        <translation>请让 sparse 保持 False。</translation>
    </message>
    <message>
        <source>Leave the argument training out.</source>
        <translation>请不要给出参数 training。</translation>
    </message>
    <message>
        <source>Leave the reduction as it is.</source>
        <translation>请保持默认的归约方式。</translation>
    </message>
    <message>
        <source>Leave this column out, or choose another target.</source>
        <translation>请去掉此列，或选择其他目标。</translation>
    </message>
    <message>
        <source>Leave {argument} as it is.</source>
        <translation>请让 {argument} 保持默认值。</translation>
    </message>
    <message>
        <source>Leave {option} out.</source>
        <translation>不要设置 {option}。</translation>
    </message>
    <message>
        <source>Length of each vector.</source>
        <translation>每个向量的长度。</translation>
    </message>
    <message>
        <source>Let a Rescaling layer behind it bring its answers to this size.</source>
        <translation>在它后面放一个 Rescaling 层，把输出换算到这个大小。</translation>
    </message>
    <message>
        <source>Let it become one column for each word, or leave it out.</source>
        <translation>请让每个词各成一列，或去掉它。</translation>
    </message>
    <message>
        <source>Let one column become words.</source>
        <translation>请只让一列变为词。</translation>
    </message>
    <message>
        <source>Let the inner layer return one value.</source>
        <translation>请让内部的层只返回一个值。</translation>
    </message>
    <message>
        <source>Let the layer read the output of {other}.</source>
        <translation>请让该层读取 {other} 的输出。</translation>
    </message>
    <message>
        <source>Let the layers before it hand on all steps</source>
        <translation>让前面的层传递所有时间步</translation>
    </message>
    <message>
        <source>Let the learning rate follow a schedule, or add the callback to the program.</source>
        <translation>请让学习率按计划变化，或在程序中自行添加该回调。</translation>
    </message>
    <message>
        <source>Let the mask come from Embedding or Masking.</source>
        <translation>请让掩码来自 Embedding 或 Masking。</translation>
    </message>
    <message>
        <source>Let the source give (inputs, targets) or (inputs, targets, weights).</source>
        <translation>请让数据源给出 (inputs, targets) 或 (inputs, targets, weights)。</translation>
    </message>
    <message>
        <source>Let the table enter the outer network.</source>
        <translation>请让表格从外层网络进入。</translation>
    </message>
    <message>
        <source>Like Conv1D, but with weights of its own at every step.</source>
        <translation>与 Conv1D 相似，但每一步都有自己的权重。</translation>
    </message>
    <message>
        <source>Like Conv2D, but every place has weights of its own: patterns may differ from place to place.</source>
        <translation>与 Conv2D 相似，但每个位置都有自己的权重：各处的图案可以不同。</translation>
    </message>
    <message>
        <source>Line {line} cannot be read: {reason}.</source>
        <translation>第 {line} 行无法解析：{reason}。</translation>
    </message>
    <message>
        <source>Line {line} imports {module}, which a layer cannot use here.</source>
        <translation>第 {line} 行导入了 {module}，层在这里不能使用它。</translation>
    </message>
    <message>
        <source>Line {line} of the code does not come to an end.</source>
        <translation>代码第 {line} 行没有结束。</translation>
    </message>
    <message>
        <source>Line {line} of the code imports something inside a function.</source>
        <translation>代码第 {line} 行在函数内部进行了导入。</translation>
    </message>
    <message>
        <source>Line {line} of the code uses {word}, which {title} does not have so.</source>
        <translation>代码第 {line} 行使用了 {word}，而 {title} 没有这样的写法。</translation>
    </message>
    <message>
        <source>Line {line} of {path} cannot be read as layers: {words}</source>
        <translation>{path} 第 {line} 行无法读作层：{words}</translation>
    </message>
    <message>
        <source>Line {line} of {path} is empty or repeats a word: '{word}'.</source>
        <translation>{path} 的第 {line} 行为空或重复了一个词：“{word}”。</translation>
    </message>
    <message>
        <source>Line {line} uses {name}, which a layer has no need of.</source>
        <translation>第 {line} 行使用了 {name}，层不需要它。</translation>
    </message>
    <message>
        <source>List at least one boundary, the smallest first.</source>
        <translation>请至少列出一个边界，最小的在前。</translation>
    </message>
    <message>
        <source>List the words in a vocabulary, or hash them before the network and give it the numbers as categories.</source>
        <translation>请把词语列入词汇表，或在网络之前先做哈希，再把所得编号作为类别交给网络。</translation>
    </message>
    <message>
        <source>Load and save them with Keras 2 first.</source>
        <translation>请先用 Keras 2 读取并重新保存。</translation>
    </message>
    <message>
        <source>Load it anew, or store it with numpy.savez without objects.</source>
        <translation>请重新下载，或用 numpy.savez 保存不含对象的数组。</translation>
    </message>
    <message>
        <source>Load it into the model that it was saved from.</source>
        <translation>请加载到保存它的那个模型中。</translation>
    </message>
    <message>
        <source>LocallyConnected1D</source>
        <translation>一维局部连接</translation>
    </message>
    <message>
        <source>LocallyConnected2D</source>
        <translation>二维局部连接</translation>
    </message>
    <message>
        <source>Look at the conditions of its loops.</source>
        <translation>请检查循环的条件。</translation>
    </message>
    <message>
        <source>Look its words up in a vocabulary, or hash them.</source>
        <translation>请在词表中查找这些词，或对它们做哈希。</translation>
    </message>
    <message>
        <source>Looks up a learned vector for each whole number: a word becomes a place in a space.</source>
        <translation>为每个整数查出一个学到的向量：一个词成为空间中的一个点。</translation>
    </message>
    <message>
        <source>Lower the learning rate from {rate} to {smaller}.</source>
        <translation>请把学习率从 {rate} 降到 {smaller}。</translation>
    </message>
    <message>
        <source>Made-up films of ten pictures in which small shapes fly and bounce.</source>
        <translation>编造的十帧影片，其中小形状飞行并反弹。</translation>
    </message>
    <message>
        <source>Made-up sentences about journeys, with a tag for each word: who, from, to, when.</source>
        <translation>编造的旅行句子，每个词一个标签：谁、从哪里、到哪里、何时。</translation>
    </message>
    <message>
        <source>Make all sizes but that of axis {axis} equal, or choose another axis.</source>
        <translation>请使轴 {axis} 以外的大小都相等，或选择其他轴。</translation>
    </message>
    <message>
        <source>Make all sizes but that of axis {axis} equal.</source>
        <translation>请使轴 {axis} 以外的大小都相等。</translation>
    </message>
    <message>
        <source>Make an object for each place.</source>
        <translation>请为每一处各建一个对象。</translation>
    </message>
    <message>
        <source>Make both sizes equal, for example with a Dense layer.</source>
        <translation>请使两个大小相等，例如用一个 Dense 层。</translation>
    </message>
    <message>
        <source>Make it a Variable.</source>
        <translation>请把它做成 Variable。</translation>
    </message>
    <message>
        <source>Make it with Model([inputs, *states], [outputs, *new_states]).</source>
        <translation>请用 Model([inputs, *states], [outputs, *new_states]) 创建它。</translation>
    </message>
    <message>
        <source>Make one of it first.</source>
        <translation>请先把它做成子模型。</translation>
    </message>
    <message>
        <source>Make one sub-folder for each class and put its files there.</source>
        <translation>为每个类别建一个子文件夹，把它的文件放进去。</translation>
    </message>
    <message>
        <source>Make one sub-folder for each class and put its pictures there.</source>
        <translation>请为每个类别建一个子文件夹，并把图片放进去。</translation>
    </message>
    <message>
        <source>Make the last size of the first equal to the first size of the second.</source>
        <translation>请使前者的最后一个大小等于后者的第一个大小。</translation>
    </message>
    <message>
        <source>Make the optimizer with a number as its learning rate.</source>
        <translation>请用一个数作为学习率来创建优化器。</translation>
    </message>
    <message>
        <source>Make the picture smaller first: MaxPool2D before {flatten}, or GlobalAvgPool2D in its place.</source>
        <translation>先把图像变小：在 {flatten} 之前加 MaxPool2D，或用 GlobalAvgPool2D 代替它。</translation>
    </message>
    <message>
        <source>Make the same models as when it was written.</source>
        <translation>请建立与写入时相同的模型。</translation>
    </message>
    <message>
        <source>Make the shapes equal, for example with a Dense layer or a convolution with one more window of size 1 in the shorter branch.</source>
        <translation>请使形状相等，例如在较短的分支中加一个 Dense 层或窗口大小为 1 的卷积。</translation>
    </message>
    <message>
        <source>Make the share of test samples smaller.</source>
        <translation>请减小测试样本的比例。</translation>
    </message>
    <message>
        <source>Make the windows shorter, or give a longer series.</source>
        <translation>请缩短窗口，或给出更长的序列。</translation>
    </message>
    <message>
        <source>Make them equal, or 1 along the axes where they differ.</source>
        <translation>请使它们相等，或在不同的轴上取 1。</translation>
    </message>
    <message>
        <source>Make them equally long with utils.pad_sequences, and mask what is added.</source>
        <translation>用 utils.pad_sequences 把它们补成等长，并对补上的部分加掩码。</translation>
    </message>
    <message>
        <source>Make them floats, or number the categories from 0.</source>
        <translation>请改为浮点数，或从 0 开始给类别编号。</translation>
    </message>
    <message>
        <source>Make them smaller first, for example 128 × 128 pixels.</source>
        <translation>请先缩小图片，例如 128 × 128 像素。</translation>
    </message>
    <message>
        <source>Makes pictures larger: repeats rows and columns, or draws straight lines between them.</source>
        <translation>把图片放大：重复行和列，或在其间线性过渡。</translation>
    </message>
    <message>
        <source>Makes the choice the same in every run.</source>
        <translation>使每次运行的随机选择相同。</translation>
    </message>
    <message>
        <source>Makes the noise the same in every run.</source>
        <translation>使噪声在每次运行中都相同。</translation>
    </message>
    <message>
        <source>Makes the split the same each time.</source>
        <translation>使每次的划分相同。</translation>
    </message>
    <message>
        <source>Makes weights, order and dropout the same each time.</source>
        <translation>使权重初值、顺序和随机丢弃每次相同。</translation>
    </message>
    <message>
        <source>Marks time steps whose features all equal mask_value, so that later layers skip them.</source>
        <translation>标记所有特征都等于 mask_value 的时间步，让后面的层跳过它们。</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>掩蔽</translation>
    </message>
    <message>
        <source>MaxPooling1D</source>
        <translation>一维最大池化</translation>
    </message>
    <message>
        <source>MaxPooling2D</source>
        <translation>二维最大池化</translation>
    </message>
    <message>
        <source>MaxPooling3D</source>
        <translation>三维最大池化</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>取最大</translation>
    </message>
    <message>
        <source>Mend the drawing, or open the file again when its layers are known.</source>
        <translation>请修补这张图，或在其各层可识别之后重新打开文件。</translation>
    </message>
    <message>
        <source>Mend the file.</source>
        <translation>请修正文件。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>取最小</translation>
    </message>
    <message>
        <source>Model(inputs, outputs) has no parameter {word}, only name and trainable.</source>
        <translation>Model(inputs, outputs) 没有参数 {word}，只有 name 和 trainable。</translation>
    </message>
    <message>
        <source>Models are not written as YAML, which can run code when it is read.</source>
        <translation>模型不写成 YAML，因为读取 YAML 时可能运行代码。</translation>
    </message>
    <message>
        <source>Models are read from .keras and .h5 files.</source>
        <translation>模型从 .keras 和 .h5 文件读取。</translation>
    </message>
    <message>
        <source>Moving averages of the weights (use_ema) have no spelling in PyTorch.</source>
        <translation>权重的滑动平均（use_ema）在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>MultiHeadAttention</source>
        <translation>多头注意力</translation>
    </message>
    <message>
        <source>Multiplies by a factor and adds a number, such as 1/255 for the bytes of pictures.</source>
        <translation>乘以一个系数再加上一个数，例如对图片的字节用 1/255。</translation>
    </message>
    <message>
        <source>Multiplies its inputs element by element: one branch can gate another.</source>
        <translation>把各个输入逐元素相乘：一个分支可以控制另一个分支。</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>相乘</translation>
    </message>
    <message>
        <source>Name each axis from 1 to {last} once.</source>
        <translation>请把 1 到 {last} 的每个轴各写一次。</translation>
    </message>
    <message>
        <source>Name each input once.</source>
        <translation>每个输入只列出一次。</translation>
    </message>
    <message>
        <source>Name each sub-folder once.</source>
        <translation>每个子文件夹各写一次。</translation>
    </message>
    <message>
        <source>Name each word once.</source>
        <translation>每个词只列出一次。</translation>
    </message>
    <message>
        <source>Name one of the features.</source>
        <translation>请写出其中一个特征的名称。</translation>
    </message>
    <message>
        <source>Name the data after the Input layers: {names}.</source>
        <translation>请用输入层的名称给数据命名：{names}。</translation>
    </message>
    <message>
        <source>Neighbouring pixels say much the same, so dropping single ones hides little; dropping a map does.</source>
        <translation>相邻像素所含信息相近，丢弃单个像素几乎没有遮住什么；丢弃整张特征图才有效。</translation>
    </message>
    <message>
        <source>No column of {title} is fed to the network.</source>
        <translation>{title} 没有任何列送入网络。</translation>
    </message>
    <message>
        <source>No data is chosen.</source>
        <translation>尚未选择数据。</translation>
    </message>
    <message>
        <source>No operator of the file makes its output {name}.</source>
        <translation>文件中没有任何算子产生它的输出 {name}。</translation>
    </message>
    <message>
        <source>No operator of the file makes the value {name}.</source>
        <translation>文件中没有运算符产生值 {name}。</translation>
    </message>
    <message>
        <source>No samples are left to learn from.</source>
        <translation>没有剩下可供学习的样本。</translation>
    </message>
    <message>
        <source>No text is shorter than {maxlen} words.</source>
        <translation>没有少于 {maxlen} 个词的文本。</translation>
    </message>
    <message>
        <source>No weight has a gradient, so there is nothing to train.</source>
        <translation>没有任何权重有梯度，因此无可训练。</translation>
    </message>
    <message>
        <source>No wire ends there any more.</source>
        <translation>那里已经没有连线了。</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>标准化</translation>
    </message>
    <message>
        <source>Normalization and dropout</source>
        <translation>归一化与 Dropout</translation>
    </message>
    <message>
        <source>Nothing bends the numbers between {name} and the next layer with weights: together they can do no more than one.</source>
        <translation>{name} 与下一个带权重的层之间没有非线性：两层合起来并不比一层强。</translation>
    </message>
    <message>
        <source>Nothing drawn is lost, and the last whole epoch is kept.</source>
        <translation>画好的内容没有丢失，最后一个完整轮次已保留。</translation>
    </message>
    <message>
        <source>Nothing is in the slot {field} of {layer} yet.</source>
        <translation>{layer} 的槽位 {field} 还是空的。</translation>
    </message>
    <message>
        <source>Nothing is learned. A number for each channel may be given in place of one for all.</source>
        <translation>没有可学习的权重。可以给每个通道一个数，而不必所有通道共用一个数。</translation>
    </message>
    <message>
        <source>Nothing leaves the sub-model {name} yet.</source>
        <translation>子模型 {name} 还没有输出。</translation>
    </message>
    <message>
        <source>Nothing reaches the port {port} of the sub-model {name}.</source>
        <translation>没有数据到达子模型 {name} 的端口 {port}。</translation>
    </message>
    <message>
        <source>Number of feature maps that come out.</source>
        <translation>输出的特征图数量。</translation>
    </message>
    <message>
        <source>Number of groups of channels; -1 makes one of each channel.</source>
        <translation>通道的组数；-1 表示每个通道一组。</translation>
    </message>
    <message>
        <source>Number of heads.</source>
        <translation>头的数目。</translation>
    </message>
    <message>
        <source>Number of outputs, and size of the state.</source>
        <translation>输出的数目，也是状态的大小。</translation>
    </message>
    <message>
        <source>Number of outputs.</source>
        <translation>输出的数量。</translation>
    </message>
    <message>
        <source>Number of repetitions.</source>
        <translation>重复的次数。</translation>
    </message>
    <message>
        <source>Number of results that each channel gives.</source>
        <translation>每个通道给出的结果数。</translation>
    </message>
    <message>
        <source>Number of steps, where it is always the same.</source>
        <translation>步数，在步数总是相同时给出。</translation>
    </message>
    <message>
        <source>Number the classes from 0, or give more num_classes.</source>
        <translation>请从 0 起给类别编号，或增大 num_classes。</translation>
    </message>
    <message>
        <source>Number the classes from 0, or give the last layer more units.</source>
        <translation>请从 0 开始给类别编号，或给最后一层更多单元。</translation>
    </message>
    <message>
        <source>One size may be -1; it is worked out from the others. The batch axis is left alone.</source>
        <translation>可以有一个大小为 -1，由其他大小推算。批次轴不变。</translation>
    </message>
    <message>
        <source>One step of a GRU: an update gate mixes the old state with a new one, a reset gate says how much of the old one the new one sees.</source>
        <translation>GRU 的一步：更新门把旧状态与新状态混合，重置门决定新状态能看到多少旧状态。</translation>
    </message>
    <message>
        <source>One step of a SimpleRNN: `activation(inputs @ kernel + state @ recurrent_kernel + bias)`.</source>
        <translation>SimpleRNN 的一步：`activation(inputs @ kernel + state @ recurrent_kernel + bias)`。</translation>
    </message>
    <message>
        <source>One step of an LSTM: gates decide what the carry forgets, what it takes in, what comes out.</source>
        <translation>LSTM 的一步：各个门决定携带状态忘掉什么、接收什么、输出什么。</translation>
    </message>
    <message>
        <source>Only one size can be worked out from the others.</source>
        <translation>只有一个大小可以由其他大小推出。</translation>
    </message>
    <message>
        <source>Only one size of a reshape can be -1, but {target} has {count}.</source>
        <translation>改变形状时只能有一个 -1，但 {target} 有 {count} 个。</translation>
    </message>
    <message>
        <source>Only variables and their parts can be assigned to, not values.</source>
        <translation>只能给变量及其部分赋值，不能给值本身赋值。</translation>
    </message>
    <message>
        <source>Open a program that builds one with Sequential or Model.</source>
        <translation>请打开用 Sequential 或 Model 构建模型的程序。</translation>
    </message>
    <message>
        <source>Open a sub-model first.</source>
        <translation>请先打开一个子模型。</translation>
    </message>
    <message>
        <source>Open it and add a state port, in and out.</source>
        <translation>请打开它，添加状态的输入端口和输出端口。</translation>
    </message>
    <message>
        <source>Open it and add them.</source>
        <translation>请打开它并添加端口。</translation>
    </message>
    <message>
        <source>Open it and draw a wire to the port.</source>
        <translation>请打开它，连一条线到该端口。</translation>
    </message>
    <message>
        <source>Open it and draw wires from its input ports to its output ports.</source>
        <translation>请打开它，把输入端口连到输出端口。</translation>
    </message>
    <message>
        <source>Open it to mend that.</source>
        <translation>打开它即可修正。</translation>
    </message>
    <message>
        <source>Open it to review its code, and allow it if you trust it.</source>
        <translation>打开它查看代码，若信任则予以允许。</translation>
    </message>
    <message>
        <source>Open one of these: {kinds}.</source>
        <translation>请打开以下类型之一：{kinds}。</translation>
    </message>
    <message>
        <source>Open the cell and enter its shape, such as (32,).</source>
        <translation>请打开单元，填写它的形状，例如 (32,)。</translation>
    </message>
    <message>
        <source>Open the drawing that they belong to, or save the whole model.</source>
        <translation>请打开这些权重所属的图，或保存整个模型。</translation>
    </message>
    <message>
        <source>Open the file that it came from again, or put layers in its place.</source>
        <translation>请重新打开它所来自的文件，或用其他层替换它。</translation>
    </message>
    <message>
        <source>Open the layer to review its code, and allow it if you trust it.</source>
        <translation>请打开该层查看代码，信任它时再允许。</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Output '{layer}' gives {shape} for each sample, but '{target}' has {wanted}.</source>
        <translation>输出层“{layer}”对每个样本给出 {shape}，但“{target}”是 {wanted}。</translation>
    </message>
    <message>
        <source>Output '{layer}' gives {shape} for each sample, but one row of numbers is needed.</source>
        <translation>输出层“{layer}”对每个样本给出 {shape}，但需要一行数值。</translation>
    </message>
    <message>
        <source>Output '{layer}' has 1 unit, but {loss} needs one for each of the 2 classes.</source>
        <translation>输出层“{layer}”只有 1 个单元，但 {loss} 需要为 2 个类别各设一个。</translation>
    </message>
    <message>
        <source>Output '{layer}' has {units} units, but '{target}' needs {wanted} with this loss.</source>
        <translation>输出“{layer}”有 {units} 个单元，但在此损失下“{target}”需要 {wanted} 个。</translation>
    </message>
    <message>
        <source>Output '{layer}' has {units} units, but there are {wanted} classes.</source>
        <translation>输出“{layer}”有 {units} 个单元，但共有 {wanted} 个类别。</translation>
    </message>
    <message>
        <source>Output port</source>
        <translation>输出端口</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>参数化线性整流</translation>
    </message>
    <message>
        <source>Passengers of the Titanic: a table with numbers, words and gaps. Who survived?</source>
        <translation>泰坦尼克号的乘客：含有数值、文字和空缺的表格。谁幸存了下来？</translation>
    </message>
    <message>
        <source>Passes its input on and adds a penalty on its size to the loss.</source>
        <translation>原样传递输入，并按其大小在损失中加上惩罚。</translation>
    </message>
    <message>
        <source>Permute</source>
        <translation>轴重排</translation>
    </message>
    <message>
        <source>Pictures must have 4 axes (pictures, height, width, channels), not shape {shape}.</source>
        <translation>图片必须有 4 个轴（图片、高、宽、通道），而不是形状 {shape}。</translation>
    </message>
    <message>
        <source>Pieces of clothing: grey images of 28 × 28 pixels, ten classes.</source>
        <translation>服饰：28 × 28 像素的灰度图像，十个类别。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Ports belong inside sub-models, and those for states inside cells.</source>
        <translation>端口只能放在子模型内部，状态端口只能放在单元内部。</translation>
    </message>
    <message>
        <source>Products summed over one axis of each of two inputs, sample by sample.</source>
        <translation>对两个输入各取一个轴，逐样本求乘积之和。</translation>
    </message>
    <message>
        <source>Put Flatten or GlobalAvgPool2D before it for one answer a sample.</source>
        <translation>在它之前放 Flatten 或 GlobalAvgPool2D，使每个样本只有一个答案。</translation>
    </message>
    <message>
        <source>Put Flatten or GlobalAvgPool2D before the last Dense layer.</source>
        <translation>请在最后的 Dense 层之前放一个 Flatten 或 GlobalAvgPool2D。</translation>
    </message>
    <message>
        <source>Put ZeroPadding1D before it, and set its padding to "valid".</source>
        <translation>请在它前面加上 ZeroPadding1D，并把它的填充设为 "valid"。</translation>
    </message>
    <message>
        <source>Put a Flatten layer before it.</source>
        <translation>请在它前面放一个 Flatten 层。</translation>
    </message>
    <message>
        <source>Put all inputs into one list or dict, or give the others a default.</source>
        <translation>把所有输入放进一个列表或字典，或给其余输入设默认值。</translation>
    </message>
    <message>
        <source>Put it before the softmax, or take it out.</source>
        <translation>把它放到 softmax 之前，或去掉它。</translation>
    </message>
    <message>
        <source>Put it into the drawing outside, and use an input port here.</source>
        <translation>请把它放到外层图中，在这里使用输入端口。</translation>
    </message>
    <message>
        <source>Put layers in its place that do the same.</source>
        <translation>请用作用相同的层替换它。</translation>
    </message>
    <message>
        <source>Put layers in its place that do the same. For ONNX it leaves as it came.</source>
        <translation>请换成作用相同的层。导出为 ONNX 时，它会原样写回。</translation>
    </message>
    <message>
        <source>Put the Embedding right behind the Input, or use Dense here.</source>
        <translation>把 Embedding 直接放在 Input 之后，或在此使用 Dense。</translation>
    </message>
    <message>
        <source>Put the file at {path}.</source>
        <translation>请把文件放到 {path}。</translation>
    </message>
    <message>
        <source>Put the operation into a layer that has the weight.</source>
        <translation>请把该运算放到拥有此权重的层中。</translation>
    </message>
    <message>
        <source>Put the penalty on the whole layer.</source>
        <translation>请把惩罚加在整个层上。</translation>
    </message>
    <message>
        <source>Put the weight into a layer.</source>
        <translation>请把权重放进一个层里。</translation>
    </message>
    <message>
        <source>Put the weights into a layer.</source>
        <translation>请把权重放进一个层里。</translation>
    </message>
    <message>
        <source>Put them beside each step's input with RepeatVector and Concatenate.</source>
        <translation>请用 RepeatVector 和 Concatenate 把它们放到每一步的输入旁边。</translation>
    </message>
    <message>
        <source>Put {inner} into {name}</source>
        <translation>把 {inner} 放入 {name}</translation>
    </message>
    <message>
        <source>Put {name} before {source}</source>
        <translation>把 {name} 放到 {source} 之前</translation>
    </message>
    <message>
        <source>Put {name} behind the recurrent layer, or leave the mask out.</source>
        <translation>把 {name} 放到循环层之后，或不用掩码。</translation>
    </message>
    <message>
        <source>Put {name} behind {source}</source>
        <translation>把 {name} 放到 {source} 之后</translation>
    </message>
    <message>
        <source>Puts a border of zeros around a picture.</source>
        <translation>在图片周围补一圈零。</translation>
    </message>
    <message>
        <source>Puts a border of zeros around a volume.</source>
        <translation>在体积周围补一圈零。</translation>
    </message>
    <message>
        <source>Puts its inputs one behind the other along an axis; all other sizes must be equal.</source>
        <translation>沿一个轴把各个输入首尾拼接；其余大小必须相等。</translation>
    </message>
    <message>
        <source>Puts the axes of a sample into another order; axes count from 1.</source>
        <translation>改变样本各轴的顺序；轴从 1 开始编号。</translation>
    </message>
    <message>
        <source>Puts zero steps before and after a sequence.</source>
        <translation>在序列前后补零步。</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>线性整流</translation>
    </message>
    <message>
        <source>Read the column with DenseFeatures and these words, or begin behind it with an Input of numbers.</source>
        <translation>请用 DenseFeatures 和这些词读取该列，或在它之后以数字的 Input 开始。</translation>
    </message>
    <message>
        <source>Recurrence happens inside layers such as LSTM; wires only run forward.</source>
        <translation>循环发生在 LSTM 这样的层内部；连线只能向前。</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>ReduceLROnPlateau has no argument {word}.</source>
        <translation>ReduceLROnPlateau 没有参数 {word}。</translation>
    </message>
    <message>
        <source>Register it with register_keras_serializable, or use Standardize.</source>
        <translation>请用 register_keras_serializable 注册它，或使用 Standardize。</translation>
    </message>
    <message>
        <source>Remove it from the folder or save it again.</source>
        <translation>请把它移出文件夹，或重新保存。</translation>
    </message>
    <message>
        <source>Remove one of its wires first.</source>
        <translation>请先移除它的一条连线。</translation>
    </message>
    <message>
        <source>Remove the wire from {source_name}</source>
        <translation>删除来自 {source_name} 的连线</translation>
    </message>
    <message>
        <source>Remove the wire from {source_name} to {target_name} instead</source>
        <translation>改为删除从 {source_name} 到 {target_name} 的连线</translation>
    </message>
    <message>
        <source>Remove the wire to {target}.</source>
        <translation>请移除到 {target} 的连线。</translation>
    </message>
    <message>
        <source>Remove these samples or fill the gaps in the file.</source>
        <translation>请在文件中去掉这些样本或补上空缺。</translation>
    </message>
    <message>
        <source>Rename the columns in the table: letters, digits and _ are allowed.</source>
        <translation>请在表格中重命名这些列：允许使用字母、数字和 _。</translation>
    </message>
    <message>
        <source>Rename the layers with unusual names.</source>
        <translation>请给名称特殊的层改名。</translation>
    </message>
    <message>
        <source>Repeat less, or use smaller sub-models.</source>
        <translation>请减少重复次数，或使用更小的子模型。</translation>
    </message>
    <message>
        <source>RepeatVector</source>
        <translation>重复向量</translation>
    </message>
    <message>
        <source>Repeats a cell over the steps of a sequence: each step sees the input and the last state.</source>
        <translation>在序列的各步上重复一个单元：每一步都看到输入和上一个状态。</translation>
    </message>
    <message>
        <source>Repeats a vector n times: (batch, features) becomes (batch, n, features).</source>
        <translation>把向量重复 n 次：(batch, features) 变为 (batch, n, features)。</translation>
    </message>
    <message>
        <source>Repeats each place of a volume along its three axes.</source>
        <translation>沿三个轴重复体积的每个位置。</translation>
    </message>
    <message>
        <source>Repeats each step of a sequence.</source>
        <translation>重复序列的每一步。</translation>
    </message>
    <message>
        <source>Replace it by layers that do the same.</source>
        <translation>请用作用相同的层替换它。</translation>
    </message>
    <message>
        <source>Replace the Lambda by a layer of its own class, or by a named function.</source>
        <translation>请把 Lambda 换成有自己类的层，或换成有名称的函数。</translation>
    </message>
    <message>
        <source>Reroute</source>
        <translation>中转点</translation>
    </message>
    <message>
        <source>Rescaling</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Reset its parameters.</source>
        <translation>请重置它的参数。</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>改变形状</translation>
    </message>
    <message>
        <source>Reshape the samples to ({sample_shape})</source>
        <translation>把样本改为 ({sample_shape})</translation>
    </message>
    <message>
        <source>Return all arguments of its __init__ from get_config().</source>
        <translation>请在 get_config() 中返回其 __init__ 的所有参数。</translation>
    </message>
    <message>
        <source>Return it from get_config().</source>
        <translation>请在 get_config() 中返回它。</translation>
    </message>
    <message>
        <source>Return new states that look like the old ones, and match state_size.</source>
        <translation>请返回与旧状态同样形式的新状态，并与 state_size 一致。</translation>
    </message>
    <message>
        <source>Return plain values from get_config().</source>
        <translation>请在 get_config() 中返回普通的值。</translation>
    </message>
    <message>
        <source>Return the output from call().</source>
        <translation>请在 call() 中返回输出。</translation>
    </message>
    <message>
        <source>Return {{metric.name: metric.result() for metric in self.metrics}}.</source>
        <translation>请返回 {{metric.name: metric.result() for metric in self.metrics}}。</translation>
    </message>
    <message>
        <source>Review the code, and allow it if you trust it.</source>
        <translation>请查看代码，信任它时再允许。</translation>
    </message>
    <message>
        <source>Row {row} has {tags} tags for {words} words.</source>
        <translation>第 {row} 行有 {words} 个词，却有 {tags} 个标签。</translation>
    </message>
    <message>
        <source>Rows above and below, columns left and right.</source>
        <translation>上下的行，左右的列。</translation>
    </message>
    <message>
        <source>Rows cut off above and below, columns left and right.</source>
        <translation>上下裁掉的行，左右裁掉的列。</translation>
    </message>
    <message>
        <source>Run: layerloom train {project}</source>
        <translation>请运行：layerloom train {project}</translation>
    </message>
    <message>
        <source>Sample weights of shape {weights} do not fit values of shape {values}.</source>
        <translation>形状 {weights} 的样本权重与形状 {values} 的值不符。</translation>
    </message>
    <message>
        <source>Save a smaller part of it.</source>
        <translation>请保存其中较小的一部分。</translation>
    </message>
    <message>
        <source>Save it again with the program that it comes from.</source>
        <translation>请用产生它的程序重新保存。</translation>
    </message>
    <message>
        <source>Save its weights, or save it as .keras.</source>
        <translation>只保存权重，或另存为 .keras。</translation>
    </message>
    <message>
        <source>Save only the arrays that are needed.</source>
        <translation>请只保存需要的数组。</translation>
    </message>
    <message>
        <source>Save the file again with the shapes of its values.</source>
        <translation>请连同各个值的形状重新保存该文件。</translation>
    </message>
    <message>
        <source>Save the file that it came from with a newer version of ONNX, and open it again.</source>
        <translation>请用较新版本的 ONNX 保存它所来自的文件，然后重新打开。</translation>
    </message>
    <message>
        <source>Save the model again with Keras, and open that file.</source>
        <translation>用 Keras 重新保存模型，再打开那个文件。</translation>
    </message>
    <message>
        <source>Save the model again with the program that it comes from.</source>
        <translation>请用产生该模型的程序重新保存。</translation>
    </message>
    <message>
        <source>Save the model again with the shapes of its inputs.</source>
        <translation>请连同输入的形状重新保存模型。</translation>
    </message>
    <message>
        <source>Save the model as one file.</source>
        <translation>请把模型保存为一个文件。</translation>
    </message>
    <message>
        <source>Save the model there as .keras or .h5.</source>
        <translation>请在那里把模型保存为 .keras 或 .h5。</translation>
    </message>
    <message>
        <source>Save the project somewhere else, or make room on the disk.</source>
        <translation>请把项目保存到别处，或清理磁盘空间。</translation>
    </message>
    <message>
        <source>Save them with safetensors.torch.save_file(model.state_dict(), …) beside the program, and open it again.</source>
        <translation>请用 safetensors.torch.save_file(model.state_dict(), …) 把权重保存在程序旁边，然后重新打开。</translation>
    </message>
    <message>
        <source>Save under another name, or change its permissions.</source>
        <translation>请换一个名称保存，或更改权限。</translation>
    </message>
    <message>
        <source>Scale the data</source>
        <translation>缩放数据</translation>
    </message>
    <message>
        <source>Scale the data to mean 0 and deviation 1.</source>
        <translation>请把数据缩放为均值 0、标准差 1。</translation>
    </message>
    <message>
        <source>Scores are dot products divided by the root of key_dim (Vaswani et al. 2017).</source>
        <translation>得分是点积除以 key_dim 的平方根（Vaswani 等，2017）。</translation>
    </message>
    <message>
        <source>Select at least {count} things first.</source>
        <translation>请先选择至少 {count} 个对象。</translation>
    </message>
    <message>
        <source>Select both, or give each weights of its own.</source>
        <translation>请同时选中两者，或让它们各自拥有权重。</translation>
    </message>
    <message>
        <source>Select that too.</source>
        <translation>请把它也选中。</translation>
    </message>
    <message>
        <source>Select the layers that the frame shall hold first.</source>
        <translation>请先选择要放进分组框的层。</translation>
    </message>
    <message>
        <source>Select them in the order of the data.</source>
        <translation>请按数据流动的顺序选择。</translation>
    </message>
    <message>
        <source>Select those that are to become a sub-model.</source>
        <translation>请选中要做成子模型的层。</translation>
    </message>
    <message>
        <source>SeparableConv1D</source>
        <translation>一维可分离卷积</translation>
    </message>
    <message>
        <source>SeparableConv2D</source>
        <translation>二维可分离卷积</translation>
    </message>
    <message>
        <source>Sequences of {dtype} cannot be filled up with a text.</source>
        <translation>{dtype} 的序列不能用文本补齐。</translation>
    </message>
    <message>
        <source>Set axis to one number.</source>
        <translation>请把 axis 设为一个数。</translation>
    </message>
    <message>
        <source>Set go_backwards of one of them.</source>
        <translation>请设置其中一个的 go_backwards。</translation>
    </message>
    <message>
        <source>Set groups to a number that divides {channels}, or to -1.</source>
        <translation>请把 groups 设为能整除 {channels} 的数，或设为 -1。</translation>
    </message>
    <message>
        <source>Set implementation to 1.</source>
        <translation>请把 implementation 设为 1。</translation>
    </message>
    <message>
        <source>Set input_dim to the largest number plus 1.</source>
        <translation>请把 input_dim 设为最大的数加 1。</translation>
    </message>
    <message>
        <source>Set its activation to softmax.</source>
        <translation>把它的激活函数设为 softmax。</translation>
    </message>
    <message>
        <source>Set its activation to {wanted}.</source>
        <translation>请将它的激活函数设为 {wanted}。</translation>
    </message>
    <message>
        <source>Set its shape to {sample}.</source>
        <translation>请将它的形状设为 {sample}。</translation>
    </message>
    <message>
        <source>Set its shape to {shape}.</source>
        <translation>请将它的形状设为 {shape}。</translation>
    </message>
    <message>
        <source>Set its units to {wanted}.</source>
        <translation>请将它的单元数设为 {wanted}。</translation>
    </message>
    <message>
        <source>Set num_oov_indices to 1.</source>
        <translation>把 num_oov_indices 设为 1。</translation>
    </message>
    <message>
        <source>Set num_tokens to the largest number plus 1.</source>
        <translation>把 num_tokens 设为最大的数加 1。</translation>
    </message>
    <message>
        <source>Set output_sequence_length, or use it on the texts before the network.</source>
        <translation>请设置 output_sequence_length，或在网络之前对文本使用它。</translation>
    </message>
    <message>
        <source>Set padding of {layers} to same</source>
        <translation>把 {layers} 的 padding 设为 same</translation>
    </message>
    <message>
        <source>Set repeat to 1 first.</source>
        <translation>请先把 repeat 设为 1。</translation>
    </message>
    <message>
        <source>Set repeat to 1, or give the sub-model as many outputs as inputs.</source>
        <translation>请把 repeat 设为 1，或让子模型的输出与输入一样多。</translation>
    </message>
    <message>
        <source>Set return_sequences inside {layer_name} to True</source>
        <translation>把 {layer_name} 内的 return_sequences 设为 True</translation>
    </message>
    <message>
        <source>Set reverse_state_order to False.</source>
        <translation>请把 reverse_state_order 设为 False。</translation>
    </message>
    <message>
        <source>Set self._learning_rate = self._build_learning_rate(…) in its __init__.</source>
        <translation>请在其 __init__ 中写 self._learning_rate = self._build_learning_rate(…)。</translation>
    </message>
    <message>
        <source>Set strides or dilation_rate to 1.</source>
        <translation>请将 strides 或 dilation_rate 设为 1。</translation>
    </message>
    <message>
        <source>Set the activation to {value}</source>
        <translation>把激活函数设为 {value}</translation>
    </message>
    <message>
        <source>Set the batch size to {batch_size}</source>
        <translation>把批大小设为 {batch_size}</translation>
    </message>
    <message>
        <source>Set the dtype of {source} to int32.</source>
        <translation>把 {source} 的 dtype 设为 int32。</translation>
    </message>
    <message>
        <source>Set the dtype of {source} to {value}</source>
        <translation>把 {source} 的 dtype 设为 {value}</translation>
    </message>
    <message>
        <source>Set the learning rate to {learning_rate}</source>
        <translation>把学习率设为 {learning_rate}</translation>
    </message>
    <message>
        <source>Set the shape of the column to 1.</source>
        <translation>请把列的形状设为 1。</translation>
    </message>
    <message>
        <source>Set the shape to ({value})</source>
        <translation>把形状设为 ({value})</translation>
    </message>
    <message>
        <source>Set the shape to {sample}</source>
        <translation>把形状设为 {sample}</translation>
    </message>
    <message>
        <source>Set the shape to {shown} and insert Flatten</source>
        <translation>把形状设为 {shown} 并插入 Flatten</translation>
    </message>
    <message>
        <source>Set the units of the layer {name} to {wanted}, or give targets of width {width}.</source>
        <translation>把层 {name} 的 units 设为 {wanted}，或给出宽度为 {width} 的目标。</translation>
    </message>
    <message>
        <source>Set the units to {value}</source>
        <translation>把单元数设为 {value}</translation>
    </message>
    <message>
        <source>Set the validation share to {validation_share}</source>
        <translation>把验证比例设为 {validation_share}</translation>
    </message>
    <message>
        <source>Set them with the layer's set_weights.</source>
        <translation>请用层的 set_weights 设置它们。</translation>
    </message>
    <message>
        <source>Set use_ema to False.</source>
        <translation>请把 use_ema 设为 False。</translation>
    </message>
    <message>
        <source>Set {name} of {source} to {value}</source>
        <translation>把 {source} 的 {name} 设为 {value}</translation>
    </message>
    <message>
        <source>Set {name} to {value}</source>
        <translation>把 {name} 设为 {value}</translation>
    </message>
    <message>
        <source>Set {parameter} inside {layer_name} to {shown}</source>
        <translation>把 {layer_name} 内的 {parameter} 设为 {shown}</translation>
    </message>
    <message>
        <source>Set {parameter} of {layer_name} to {shown}</source>
        <translation>把 {layer_name} 的 {parameter} 设为 {shown}</translation>
    </message>
    <message>
        <source>Several cells as one: the output of each is the input of the next, each keeps its states.</source>
        <translation>多个单元合为一个：每个的输出是下一个的输入，各自保存自己的状态。</translation>
    </message>
    <message>
        <source>Several new axes at once have no spelling in PyTorch yet.</source>
        <translation>一次增加多个新轴，在 PyTorch 中还没有对应的写法。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Shape {shape} has too few axes for this index.</source>
        <translation>形状 {shape} 的轴数不够用于此索引。</translation>
    </message>
    <message>
        <source>Shapes {first} and {other} differ along axis {position}, but are joined along axis {axis}.</source>
        <translation>形状 {first} 与 {other} 在轴 {position} 上不同，却要沿轴 {axis} 拼接。</translation>
    </message>
    <message>
        <source>Shapes {first} and {second} cannot be multiplied: {inner} columns meet {depth} rows.</source>
        <translation>形状 {first} 与 {second} 不能相乘：{inner} 列对 {depth} 行。</translation>
    </message>
    <message>
        <source>Shapes {first} and {second} do not go together element by element.</source>
        <translation>形状 {first} 与 {second} 不能逐元素运算。</translation>
    </message>
    <message>
        <source>Share of the attention that is dropped while training.</source>
        <translation>训练时丢弃的注意力比例。</translation>
    </message>
    <message>
        <source>Share of the inputs that is dropped while training.</source>
        <translation>训练时丢弃的输入比例。</translation>
    </message>
    <message>
        <source>Share of the maps that are set to 0.</source>
        <translation>置为 0 的特征图的比例。</translation>
    </message>
    <message>
        <source>Share of the numbers that are dropped.</source>
        <translation>丢弃的数的比例。</translation>
    </message>
    <message>
        <source>Share of the numbers that are set to 0.</source>
        <translation>置为 0 的数的比例。</translation>
    </message>
    <message>
        <source>Share of the state that is dropped while training.</source>
        <translation>训练时丢弃的状态比例。</translation>
    </message>
    <message>
        <source>Shorten its notes.</source>
        <translation>请缩短其中的便签。</translation>
    </message>
    <message>
        <source>Shuffle the pictures first.</source>
        <translation>请先打乱图片。</translation>
    </message>
    <message>
        <source>SimpleRNN</source>
        <translation>简单循环</translation>
    </message>
    <message>
        <source>SimpleRNNCell</source>
        <translation>简单循环单元</translation>
    </message>
    <message>
        <source>Size of each head's queries and keys.</source>
        <translation>每个头的查询和键的大小。</translation>
    </message>
    <message>
        <source>Size of each head's values; key_dim where it is not told.</source>
        <translation>每个头的值的大小；未给出时为 key_dim。</translation>
    </message>
    <message>
        <source>Size of the window along each axis.</source>
        <translation>窗口沿各轴的大小。</translation>
    </message>
    <message>
        <source>Sizes of one sample after it, -1 for the one to work out.</source>
        <translation>改变后一个样本的各个大小；待推算的写 -1。</translation>
    </message>
    <message>
        <source>Sizes of one sample, without the batch axis. Use None where it may vary.</source>
        <translation>一个样本的各个大小，不含批次轴；可变处用 None。</translation>
    </message>
    <message>
        <source>Sizes of the output's last axes; those of the query when not told.</source>
        <translation>输出最后各轴的大小；未给出时与查询相同。</translation>
    </message>
    <message>
        <source>Sizes of the random mask.</source>
        <translation>随机掩码的大小。</translation>
    </message>
    <message>
        <source>Sizes of the random mask; 1 where an axis shares its fate.</source>
        <translation>随机掩码的大小；共享结果的轴取 1。</translation>
    </message>
    <message>
        <source>Slides `filters` small windows over a picture: each finds one pattern wherever it occurs.</source>
        <translation>在图像上滑动 `filters` 个小窗口：每个窗口寻找一种图案，无论它出现在哪里。</translation>
    </message>
    <message>
        <source>Slides `filters` windows along a sequence: each finds one short pattern wherever it occurs.</source>
        <translation>沿序列滑动 `filters` 个窗口：每个窗口寻找一种短模式，无论它出现在哪里。</translation>
    </message>
    <message>
        <source>Slides windows through a volume or a film: (batch, depth, height, width, channels).</source>
        <translation>在体积或影片中滑动窗口：（批次、深、高、宽、通道）。</translation>
    </message>
    <message>
        <source>Slope below 0.</source>
        <translation>0 以下的斜率。</translation>
    </message>
    <message>
        <source>Slope below the threshold.</source>
        <translation>阈值以下的斜率。</translation>
    </message>
    <message>
        <source>Small handwritten digits: 8 × 8 pixels of 17 grey levels, ten classes.</source>
        <translation>小幅手写数字：8 × 8 像素，17 级灰度，十个类别。</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>归一化指数</translation>
    </message>
    <message>
        <source>Softmax needs a value with at least 2 axes, but gets {shape}.</source>
        <translation>Softmax 需要至少有 2 个轴的值，但得到 {shape}。</translation>
    </message>
    <message>
        <source>Something unexpected happened: {reason}</source>
        <translation>发生了意外错误：{reason}</translation>
    </message>
    <message>
        <source>SpatialDropout1D</source>
        <translation>一维空间丢弃</translation>
    </message>
    <message>
        <source>SpatialDropout2D</source>
        <translation>二维空间丢弃</translation>
    </message>
    <message>
        <source>SpatialDropout3D</source>
        <translation>三维空间丢弃</translation>
    </message>
    <message>
        <source>Spreads each pixel over a window of the output: the reverse of Conv2D in shape.</source>
        <translation>把每个像素铺到输出的一个窗口上：形状变化与 Conv2D 相反。</translation>
    </message>
    <message>
        <source>Spreads each place of a volume over a window: the reverse of Conv3D in shape.</source>
        <translation>把体积的每个位置铺到一个窗口上：形状变化与 Conv3D 相反。</translation>
    </message>
    <message>
        <source>Spreads each step of a sequence over a window: the reverse of Conv1D in shape.</source>
        <translation>把序列的每一步铺到一个窗口上：形状变化与 Conv1D 相反。</translation>
    </message>
    <message>
        <source>StackedRNNCells</source>
        <translation>堆叠单元</translation>
    </message>
    <message>
        <source>Start the training again; the drawing is untouched.</source>
        <translation>请重新开始训练；网络图没有受影响。</translation>
    </message>
    <message>
        <source>State in</source>
        <translation>状态输入</translation>
    </message>
    <message>
        <source>State out</source>
        <translation>状态输出</translation>
    </message>
    <message>
        <source>Steps before and after.</source>
        <translation>前后的步数。</translation>
    </message>
    <message>
        <source>Steps cut off before and after.</source>
        <translation>前后裁掉的步数。</translation>
    </message>
    <message>
        <source>Steps from one window to the next.</source>
        <translation>从一个窗口到下一个窗口的步长。</translation>
    </message>
    <message>
        <source>Steps from one window to the next; the window's size when empty.</source>
        <translation>从一个窗口到下一个窗口的步长；留空时为窗口大小。</translation>
    </message>
    <message>
        <source>Sub-model</source>
        <translation>子模型</translation>
    </message>
    <message>
        <source>Sub-models</source>
        <translation>子模型</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>相减</translation>
    </message>
    <message>
        <source>Subtracts a mean and divides by the root of a variance, both of data seen beforehand.</source>
        <translation>减去均值，再除以方差的平方根，两者都来自事先见过的数据。</translation>
    </message>
    <message>
        <source>Swap the two wires</source>
        <translation>交换两条连线</translation>
    </message>
    <message>
        <source>Tags belong to the words of one text, but {count} columns are fed as words.</source>
        <translation>标签对应一个文本的各个词，但有 {count} 列作为词输入。</translation>
    </message>
    <message>
        <source>Take it out, or put it before the last Dense layer.</source>
        <translation>去掉它，或把它放到最后一个 Dense 层之前。</translation>
    </message>
    <message>
        <source>Take its values as classes, or choose another target.</source>
        <translation>请把它的值当作类别，或选择其他目标。</translation>
    </message>
    <message>
        <source>Take its values as numbers.</source>
        <translation>请把它的值当作数值。</translation>
    </message>
    <message>
        <source>Take the mask away before it.</source>
        <translation>请在它之前去掉掩码。</translation>
    </message>
    <message>
        <source>Take the values as classes</source>
        <translation>把值当作类别</translation>
    </message>
    <message>
        <source>Take {layers} out</source>
        <translation>去掉 {layers}</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>去掉 {name}</translation>
    </message>
    <message>
        <source>Takes the input, the last output and the carry; returns the output and both new states. An RNN layer repeats a cell over the steps of a sequence.</source>
        <translation>接收输入、上一个输出和携带状态；返回输出和两个新状态。RNN 层在序列的各步上重复一个单元。</translation>
    </message>
    <message>
        <source>Takes the inputs, returns the output.</source>
        <translation>接收输入，返回输出。</translation>
    </message>
    <message>
        <source>Takes the mean of each channel over a volume.</source>
        <translation>在整个体积上取每个通道的平均值。</translation>
    </message>
    <message>
        <source>Takes the mean of each channel over all steps that are not masked.</source>
        <translation>在所有未被掩蔽的时间步上取每个通道的平均值。</translation>
    </message>
    <message>
        <source>Takes the mean of each feature map: one number a channel stays.</source>
        <translation>取每个特征图的平均值：每个通道只留下一个数。</translation>
    </message>
    <message>
        <source>Takes the mean of each window of a picture; padding is not counted. It has no weights.</source>
        <translation>取图像每个窗口的平均值；填充不计入。没有权重。</translation>
    </message>
    <message>
        <source>Takes the mean of each window of a sequence.</source>
        <translation>取序列每个窗口的平均值。</translation>
    </message>
    <message>
        <source>Takes the mean of each window of a volume.</source>
        <translation>取体积每个窗口的平均值。</translation>
    </message>
    <message>
        <source>Targets of shape {targets} do not fit predictions of shape {predictions}.</source>
        <translation>形状 {targets} 的目标与形状 {predictions} 的预测不符。</translation>
    </message>
    <message>
        <source>Targets or sample weights were given beside a source that makes batches.</source>
        <translation>数据源已产生批次，却又另外给了目标或样本权重。</translation>
    </message>
    <message>
        <source>TensorFlow takes no feature columns of such names: {names}.</source>
        <translation>TensorFlow 不接受这样命名的特征列：{names}。</translation>
    </message>
    <message>
        <source>That wire is not in this drawing any more.</source>
        <translation>那条连线已不在这张网络图中。</translation>
    </message>
    <message>
        <source>The Tokenizer does not know how many words there are.</source>
        <translation>Tokenizer 不知道有多少个词。</translation>
    </message>
    <message>
        <source>The Tokenizer has counted no texts.</source>
        <translation>Tokenizer 还没有统计过文本。</translation>
    </message>
    <message>
        <source>The arrays have different numbers of rows: {sizes}.</source>
        <translation>这些数组的行数不同：{sizes}。</translation>
    </message>
    <message>
        <source>The attention mask is a fixed array, which has no spelling in PyTorch.</source>
        <translation>注意力掩码是一个固定数组，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The axes that are looked along; all between batch and features when not told.</source>
        <translation>要考察的轴；未给出时为批次与特征之间的所有轴。</translation>
    </message>
    <message>
        <source>The axes that have a mean of their own.</source>
        <translation>各自拥有均值的轴。</translation>
    </message>
    <message>
        <source>The axis along which the inputs follow each other.</source>
        <translation>各个输入依次拼接所沿的轴。</translation>
    </message>
    <message>
        <source>The axis along which the shares sum to 1.</source>
        <translation>比例之和为 1 的轴。</translation>
    </message>
    <message>
        <source>The axis of the channels.</source>
        <translation>通道所在的轴。</translation>
    </message>
    <message>
        <source>The axis or axes along which the length is 1.</source>
        <translation>长度为 1 的那个（些）轴。</translation>
    </message>
    <message>
        <source>The axis or axes of the features.</source>
        <translation>特征所在的一个或多个轴。</translation>
    </message>
    <message>
        <source>The axis, or one axis of each input, that is summed over.</source>
        <translation>求和所沿的轴，或每个输入各一个轴。</translation>
    </message>
    <message>
        <source>The boundaries must be a list of numbers that rise, not {value}.</source>
        <translation>边界必须是递增的数的列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>The boundaries of column '{column}' must be numbers that rise, not {boundaries}.</source>
        <translation>列“{column}”的边界必须是递增的数，不能是 {boundaries}。</translation>
    </message>
    <message>
        <source>The buffer of shuffle must hold at least 1 element.</source>
        <translation>shuffle 的缓冲区至少要能放 1 个元素。</translation>
    </message>
    <message>
        <source>The built-in data set {title} is not there: {files} is missing in {places}.</source>
        <translation>内置数据集 {title} 不存在：{places} 中缺少 {files}。</translation>
    </message>
    <message>
        <source>The call of {layer} returned nothing.</source>
        <translation>{layer} 的 call 没有返回任何值。</translation>
    </message>
    <message>
        <source>The call of {name} was given {key}={value}, which the drawing cannot hold.</source>
        <translation>调用 {name} 时给出了 {key}={value}，图中无法保存这一点。</translation>
    </message>
    <message>
        <source>The callback {name} has no spelling in PyTorch.</source>
        <translation>回调 {name} 在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The callback {name} with {argument} has no spelling in PyTorch.</source>
        <translation>带有 {argument} 的回调 {name} 无法用 PyTorch 写出。</translation>
    </message>
    <message>
        <source>The categories of column '{column}' must be texts or whole numbers, not {dtype}.</source>
        <translation>列“{column}”的类别必须是文本或整数，不能是 {dtype}。</translation>
    </message>
    <message>
        <source>The cell of {layer} takes no constants.</source>
        <translation>{layer} 的单元不接受常量。</translation>
    </message>
    <message>
        <source>The cell that does one step, or a list of cells.</source>
        <translation>执行一步的单元，或单元的列表。</translation>
    </message>
    <message>
        <source>The cell was given states of shapes {old}, but returned states of shapes {new}.</source>
        <translation>给单元的状态形状是 {old}，但它返回的状态形状是 {new}。</translation>
    </message>
    <message>
        <source>The cell {name} keeps no state.</source>
        <translation>单元 {name} 没有状态。</translation>
    </message>
    <message>
        <source>The cells, from the input to the output.</source>
        <translation>各个单元，从输入到输出。</translation>
    </message>
    <message>
        <source>The checkpoint path {path} is a folder.</source>
        <translation>检查点路径 {path} 是文件夹。</translation>
    </message>
    <message>
        <source>The checkpoint path {path} names {name}, which is not among the epoch's numbers.</source>
        <translation>检查点路径 {path} 中写了 {name}，但该轮的数值中没有它。</translation>
    </message>
    <message>
        <source>The checkpoint {path} is missing or damaged, so the training cannot go on.</source>
        <translation>检查点 {path} 缺失或已损坏，训练无法继续。</translation>
    </message>
    <message>
        <source>The class {label} does not lie between 0 and {last}.</source>
        <translation>类别 {label} 不在 0 到 {last} 之间。</translation>
    </message>
    <message>
        <source>The class {name} has no call(self, inputs).</source>
        <translation>类 {name} 没有 call(self, inputs)。</translation>
    </message>
    <message>
        <source>The class {number} does not exist among {classes} classes, numbered from 0.</source>
        <translation>类别共 {classes} 个，从 0 编号，因此不存在类别 {number}。</translation>
    </message>
    <message>
        <source>The clipboard holds an empty drawing.</source>
        <translation>剪贴板中的网络图是空的。</translation>
    </message>
    <message>
        <source>The clipboard holds more text than a drawing could have.</source>
        <translation>剪贴板中的文字超过了一张网络图的上限。</translation>
    </message>
    <message>
        <source>The clipboard holds no layers.</source>
        <translation>剪贴板中没有层。</translation>
    </message>
    <message>
        <source>The code cannot be read: {reason}.</source>
        <translation>代码无法解析：{reason}。</translation>
    </message>
    <message>
        <source>The code has no class.</source>
        <translation>代码中没有类。</translation>
    </message>
    <message>
        <source>The code of {name} fails: {reason}.</source>
        <translation>{name} 的代码出错：{reason}。</translation>
    </message>
    <message>
        <source>The code uses {word}, which cannot be written for {title}.</source>
        <translation>代码使用了 {word}，无法为 {title} 写出。</translation>
    </message>
    <message>
        <source>The column '{column}' cuts numbers that a function made, which ONNX cannot look up.</source>
        <translation>列“{column}”切分的是由函数算出的数，ONNX 无法查表。</translation>
    </message>
    <message>
        <source>The column '{column}' holds categories, which are no numbers yet.</source>
        <translation>列“{column}”存放的是类别，还不是数值。</translation>
    </message>
    <message>
        <source>The column '{column}' is of a kind that cannot be written into a program.</source>
        <translation>列“{column}”的类型无法写入程序。</translation>
    </message>
    <message>
        <source>The column '{column}' is of a kind that has no spelling in PyTorch.</source>
        <translation>列“{column}”的类型在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The column '{column}' spreads words over buckets by their fingerprint, which no operator of ONNX computes.</source>
        <translation>列“{column}”按指纹把词分到各个桶，ONNX 没有算子能计算它。</translation>
    </message>
    <message>
        <source>The column '{key}' looks up {expected}, but its feature holds {found}.</source>
        <translation>列“{key}”查找的是 {expected}，但其特征存放的是 {found}。</translation>
    </message>
    <message>
        <source>The column or array that the network learns to predict.</source>
        <translation>网络要学会预测的列或数组。</translation>
    </message>
    <message>
        <source>The columns have no names.</source>
        <translation>各列没有名称。</translation>
    </message>
    <message>
        <source>The columns or arrays that go in; none means all but the target.</source>
        <translation>送入网络的列或数组；留空表示目标以外的全部。</translation>
    </message>
    <message>
        <source>The constant of shape {given} does not fill a weight of shape {shape}.</source>
        <translation>形状为 {given} 的常量填不满形状为 {shape} 的权重。</translation>
    </message>
    <message>
        <source>The data are empty.</source>
        <translation>数据是空的。</translation>
    </message>
    <message>
        <source>The data format cannot be {value}.</source>
        <translation>数据格式不能是 {value}。</translation>
    </message>
    <message>
        <source>The data have different numbers of samples: {lengths}.</source>
        <translation>各部分数据的样本数不同：{lengths}。</translation>
    </message>
    <message>
        <source>The data have no end, so it is not known when an epoch is over.</source>
        <translation>数据没有尽头，因此无法知道一轮何时结束。</translation>
    </message>
    <message>
        <source>The data lack values for the input {name}.</source>
        <translation>数据中缺少输入 {name} 的值。</translation>
    </message>
    <message>
        <source>The default of {name} must be a plain value.</source>
        <translation>{name} 的默认值必须是简单的值。</translation>
    </message>
    <message>
        <source>The default value of column '{column}' has the shape {found}, but needs {shape}.</source>
        <translation>列“{column}”的默认值形状是 {found}，但需要 {shape}。</translation>
    </message>
    <message>
        <source>The default value {value} does not fit the numbers of column '{column}'.</source>
        <translation>默认值 {value} 与列“{column}”的数值类型不符。</translation>
    </message>
    <message>
        <source>The default value {value} of column '{column}' is not from 0 to {last}.</source>
        <translation>列“{column}”的默认值 {value} 不在 0 到 {last} 之间。</translation>
    </message>
    <message>
        <source>The description in {path} is damaged: {reason}.</source>
        <translation>{path} 中的描述已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The description of a run is damaged: {reason}.</source>
        <translation>运行记录的说明已损坏：{reason}。</translation>
    </message>
    <message>
        <source>The description of a {name} is wrong: {reason}.</source>
        <translation>{name} 的描述有误：{reason}。</translation>
    </message>
    <message>
        <source>The description of the model connects {name} to a value that does not exist.</source>
        <translation>模型描述把 {name} 连接到一个不存在的值。</translation>
    </message>
    <message>
        <source>The description of the model connects {name} to {missing}, which does not exist.</source>
        <translation>模型描述把 {name} 连接到不存在的 {missing}。</translation>
    </message>
    <message>
        <source>The description of the model names output {index} of call {place} of {name}, which does not exist.</source>
        <translation>模型的描述引用了 {name} 第 {place} 次调用的输出 {index}，但它不存在。</translation>
    </message>
    <message>
        <source>The deviation of a normalizer cannot be 0.</source>
        <translation>normalizer 的标准差不能为 0。</translation>
    </message>
    <message>
        <source>The drawing has no Input layer.</source>
        <translation>网络图中没有输入层。</translation>
    </message>
    <message>
        <source>The drawing has no network yet.</source>
        <translation>网络图中还没有网络。</translation>
    </message>
    <message>
        <source>The dropout rate that it stands for.</source>
        <translation>它所代替的丢弃率。</translation>
    </message>
    <message>
        <source>The einsum {subscripts} does not describe a value of shape {shape}.</source>
        <translation>einsum {subscripts} 与形状 {shape} 的值不符。</translation>
    </message>
    <message>
        <source>The equation {equation} of {layer} does not fit: {detail}.</source>
        <translation>{layer} 的等式 {equation} 不合适：{detail}。</translation>
    </message>
    <message>
        <source>The exported program failed: {reason}</source>
        <translation>导出的程序运行失败：{reason}</translation>
    </message>
    <message>
        <source>The factor of ReduceLROnPlateau must be below 1, but is {factor}.</source>
        <translation>ReduceLROnPlateau 的 factor 必须小于 1，但现在是 {factor}。</translation>
    </message>
    <message>
        <source>The factor, or one for each channel.</source>
        <translation>系数，或每个通道一个。</translation>
    </message>
    <message>
        <source>The feature '{first}' has {count} samples, but '{other}' has {other_count}.</source>
        <translation>特征“{first}”有 {count} 个样本，而“{other}”有 {other_count} 个。</translation>
    </message>
    <message>
        <source>The feature '{key}' has the shape {shape}, but categories need one or two axes.</source>
        <translation>特征“{key}”的形状是 {shape}，但类别需要一个或两个轴。</translation>
    </message>
    <message>
        <source>The feature '{key}' holds texts instead of numbers.</source>
        <translation>特征“{key}”存放的是文本，不是数值。</translation>
    </message>
    <message>
        <source>The feature '{key}' is a single value.</source>
        <translation>特征“{key}”只是单个值。</translation>
    </message>
    <message>
        <source>The feature {name} has {count} values of the kind {kind}, but {expected} are asked for.</source>
        <translation>特征 {name} 有 {count} 个 {kind} 类型的值，但要求的是 {expected} 个。</translation>
    </message>
    <message>
        <source>The file describes no model.</source>
        <translation>文件中没有模型的描述。</translation>
    </message>
    <message>
        <source>The file describes too many layers.</source>
        <translation>文件描述的层太多。</translation>
    </message>
    <message>
        <source>The file does not tell the shape of the input of {name}.</source>
        <translation>文件没有说明 {name} 的输入形状。</translation>
    </message>
    <message>
        <source>The file from {origin} is not whole, or is another one than expected.</source>
        <translation>来自 {origin} 的文件不完整，或不是预期的文件。</translation>
    </message>
    <message>
        <source>The file holds a Lambda with program code, which is never run from a file.</source>
        <translation>文件中的 Lambda 含有程序代码，来自文件的代码绝不运行。</translation>
    </message>
    <message>
        <source>The file holds more than plain values, or is damaged.</source>
        <translation>该文件含有普通数值以外的内容，或已损坏。</translation>
    </message>
    <message>
        <source>The file holds the weights of {count} layers, but the model has {expected} layers with weights.</source>
        <translation>文件中有 {count} 个层的权重，但模型有 {expected} 个带权重的层。</translation>
    </message>
    <message>
        <source>The file holds weights of shapes {found} for {layer} (at {path}), which has {wanted}.</source>
        <translation>文件中 {layer}（位于 {path}）的权重形状是 {found}，但该层需要 {wanted}。</translation>
    </message>
    <message>
        <source>The file is damaged; take another copy.</source>
        <translation>文件已损坏，请换一份。</translation>
    </message>
    <message>
        <source>The file {path} is there already.</source>
        <translation>文件 {path} 已存在。</translation>
    </message>
    <message>
        <source>The file's weights do not fit {names}, so they begin anew there.</source>
        <translation>文件中的权重与 {names} 不匹配，因此这些层将重新初始化。</translation>
    </message>
    <message>
        <source>The forward and the backward layer are expected to have the same value for attribute "{name}", but have {forward} and {backward}.</source>
        <translation>前向层与后向层的属性“{name}”应当相同，但分别是 {forward} 和 {backward}。</translation>
    </message>
    <message>
        <source>The forward and the backward layer should have different `go_backwards` value, but both have {value}.</source>
        <translation>前向层与后向层的 `go_backwards` 应当不同，但两者都是 {value}。</translation>
    </message>
    <message>
        <source>The function of the gates, which say how much passes.</source>
        <translation>门的函数，决定让多少通过。</translation>
    </message>
    <message>
        <source>The function of {layer} makes weights ({names}), which would be made anew at each call and never trained.</source>
        <translation>{layer} 的函数会创建权重（{names}），这些权重每次调用都会重新创建，永远不会被训练。</translation>
    </message>
    <message>
        <source>The function of {layer} returned nothing.</source>
        <translation>{layer} 的函数没有返回任何值。</translation>
    </message>
    <message>
        <source>The function that is applied to the output.</source>
        <translation>作用于输出的函数。</translation>
    </message>
    <message>
        <source>The function to apply.</source>
        <translation>要应用的函数。</translation>
    </message>
    <message>
        <source>The function {name} of a numeric column cannot be written into a program.</source>
        <translation>数值列的函数 {name} 无法写进程序。</translation>
    </message>
    <message>
        <source>The function {name} uses weights of its own, which has no spelling in PyTorch.</source>
        <translation>函数 {name} 使用了自己的权重，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>The gradient is asked for outside of the function that was recorded.</source>
        <translation>在被记录的函数之外请求了梯度。</translation>
    </message>
    <message>
        <source>The hashed column '{column}' cannot be crossed.</source>
        <translation>hashed column“{column}”不能交叉。</translation>
    </message>
    <message>
        <source>The id {id} is taken.</source>
        <translation>编号 {id} 已被占用。</translation>
    </message>
    <message>
        <source>The initial states and constants are partly values of layers and partly numbers.</source>
        <translation>初始状态和常量一部分是层的值，一部分是数。</translation>
    </message>
    <message>
        <source>The initializer must be callable, not {value}.</source>
        <translation>初始化器必须可以调用，不能是 {value}。</translation>
    </message>
    <message>
        <source>The initializer {initializer} has no argument {word}.</source>
        <translation>初始化器 {initializer} 没有参数 {word}。</translation>
    </message>
    <message>
        <source>The initializer {initializer} makes floats, not {kind}.</source>
        <translation>初始化器 {initializer} 产生浮点数，不产生 {kind}。</translation>
    </message>
    <message>
        <source>The input {name} has no shape.</source>
        <translation>输入 {name} 没有形状。</translation>
    </message>
    <message>
        <source>The input {name} takes values of shape {expected}, but gets {shape}.</source>
        <translation>输入 {name} 需要形状 {expected}，但得到 {shape}。</translation>
    </message>
    <message>
        <source>The key of a feature column must be a text, not {key}.</source>
        <translation>feature column 的键必须是文本，不能是 {key}。</translation>
    </message>
    <message>
        <source>The kind of number: int32 for word or class numbers.</source>
        <translation>数的类型：词编号或类别编号用 int32。</translation>
    </message>
    <message>
        <source>The labels are class numbers 0, 1, 2 …, which {loss} cannot use.</source>
        <translation>标签是类别编号 0、1、2 ……，{loss} 无法使用。</translation>
    </message>
    <message>
        <source>The labels are rows of 0 and 1, which {loss} cannot use.</source>
        <translation>标签是由 0 和 1 组成的行，{loss} 无法使用。</translation>
    </message>
    <message>
        <source>The largest are {largest}.</source>
        <translation>最大的是 {largest}。</translation>
    </message>
    <message>
        <source>The largest of its inputs, element by element.</source>
        <translation>逐元素取各个输入中的最大值。</translation>
    </message>
    <message>
        <source>The largest output; empty for no limit.</source>
        <translation>最大的输出；留空则没有上限。</translation>
    </message>
    <message>
        <source>The layer inside.</source>
        <translation>内部的层。</translation>
    </message>
    <message>
        <source>The layer that walks backwards; without it, one like the first.</source>
        <translation>反向行走的层；未给出时与前者相同。</translation>
    </message>
    <message>
        <source>The layer {name} has {expected} weights, but the file holds {count} for it.</source>
        <translation>层 {name} 有 {expected} 个权重，但文件中有 {count} 个。</translation>
    </message>
    <message>
        <source>The layers on the clipboard cannot be pasted: {place}: {reason}</source>
        <translation>剪贴板上的层无法粘贴：{place}：{reason}</translation>
    </message>
    <message>
        <source>The layers on the clipboard cannot be pasted: {reason}</source>
        <translation>剪贴板上的层无法粘贴：{reason}</translation>
    </message>
    <message>
        <source>The learning phase is 0 or 1, not {value}.</source>
        <translation>学习阶段只能是 0 或 1，不能是 {value}。</translation>
    </message>
    <message>
        <source>The learning rate of {optimizer} follows a schedule, so it cannot be set.</source>
        <translation>{optimizer} 的学习率按计划变化，因此不能设置。</translation>
    </message>
    <message>
        <source>The learning rate {rate} is far too high for {optimizer}: the loss will jump about.</source>
        <translation>学习率 {rate} 对 {optimizer} 来说太高了：损失会剧烈跳动。</translation>
    </message>
    <message>
        <source>The length of this value is not known.</source>
        <translation>这个值的长度未知。</translation>
    </message>
    <message>
        <source>The limit far below 0, as a negative number.</source>
        <translation>在远低于 0 处的极限，是一个负数。</translation>
    </message>
    <message>
        <source>The limit {kind} on the weight {name} has no spelling in PyTorch.</source>
        <translation>权重 {name} 的限制 {kind} 在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The loss became {value} in epoch {epoch}, step {step}, so training was stopped. The inputs reach up to {top}.</source>
        <translation>第 {epoch} 轮第 {step} 步时损失变为 {value}，因此停止了训练。输入值高达 {top}。</translation>
    </message>
    <message>
        <source>The loss became {value} in epoch {epoch}, step {step}, so training was stopped. The steps were too large.</source>
        <translation>第 {epoch} 轮第 {step} 步时损失变为 {value}，因此停止了训练。步长太大。</translation>
    </message>
    <message>
        <source>The loss does not depend on any weight that can be trained.</source>
        <translation>损失不依赖任何可训练的权重。</translation>
    </message>
    <message>
        <source>The loss expects probabilities, but '{layer}' ends with the activation {activation}.</source>
        <translation>损失需要概率，但“{layer}”的激活函数是 {activation}。</translation>
    </message>
    <message>
        <source>The loss expects probabilities, but {name} ends with the activation {activation}.</source>
        <translation>损失需要概率，但 {name} 的激活函数是 {activation}。</translation>
    </message>
    <message>
        <source>The loss is NaN (not a number), because the {name} hold NaN in sample {sample}.</source>
        <translation>损失为 NaN（不是数），因为 {name} 的样本 {sample} 中含有 NaN。</translation>
    </message>
    <message>
        <source>The loss {loss} takes class numbers, but the targets have shape {target}.</source>
        <translation>损失 {loss} 需要类别编号，但目标的形状是 {target}。</translation>
    </message>
    <message>
        <source>The loss {loss} takes one-hot targets of width {width}, but they have shape {target}.</source>
        <translation>损失 {loss} 需要宽度为 {width} 的独热目标，但目标的形状是 {target}。</translation>
    </message>
    <message>
        <source>The loss {name} has an option that has no spelling in PyTorch.</source>
        <translation>损失 {name} 的一个选项在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The loss {name} has no spelling in PyTorch.</source>
        <translation>损失 {name} 在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The loss {name} is reduced by {reduction}, which has no spelling in PyTorch.</source>
        <translation>损失 {name} 以 {reduction} 方式归约，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The lower limit {low} is above {high}.</source>
        <translation>下限 {low} 大于 {high}。</translation>
    </message>
    <message>
        <source>The mask of {source} ends at {name}: the layers behind it see the padded steps.</source>
        <translation>{source} 的掩码到 {name} 为止：其后的层会看到填充的时间步。</translation>
    </message>
    <message>
        <source>The match is a learned sum over tanh(query + key): Bahdanau et al. 2015.</source>
        <translation>匹配程度是对 tanh(query + key) 的学习得到的求和：Bahdanau 等，2015。</translation>
    </message>
    <message>
        <source>The match is the dot product of query and key (Luong et al. 2015); without a key input the values are the keys.</source>
        <translation>匹配程度是查询与键的点积（Luong 等，2015）；没有键输入时，值就是键。</translation>
    </message>
    <message>
        <source>The mean of its inputs, element by element.</source>
        <translation>逐元素取各个输入的平均值。</translation>
    </message>
    <message>
        <source>The mean, or one for each place along the axis.</source>
        <translation>均值，或沿该轴每个位置一个。</translation>
    </message>
    <message>
        <source>The metric {metric} gathers numbers, but gets a value between layers.</source>
        <translation>指标 {metric} 汇集的是数，但得到层与层之间的值。</translation>
    </message>
    <message>
        <source>The metric {metric} has no result.</source>
        <translation>指标 {metric} 没有 result。</translation>
    </message>
    <message>
        <source>The metric {metric} has no update_state.</source>
        <translation>指标 {metric} 没有 update_state。</translation>
    </message>
    <message>
        <source>The metric {metric} has no value yet.</source>
        <translation>指标 {metric} 还没有值。</translation>
    </message>
    <message>
        <source>The metric {metric} needs targets and predictions of shape (samples, columns), but gets {targets} and {predictions}.</source>
        <translation>指标 {metric} 需要形状为（样本、列）的目标和预测，但得到 {targets} 和 {predictions}。</translation>
    </message>
    <message>
        <source>The metric {metric} needs targets and predictions of shape (samples, labels) with one label weight for each label, but gets {targets} and {predictions}.</source>
        <translation>指标 {metric} 需要形状为（样本、标签）的目标和预测，且每个标签有一个权重，但得到 {targets} 和 {predictions}。</translation>
    </message>
    <message>
        <source>The metric {metric} takes values of shape {expected}, but gets {shape}.</source>
        <translation>指标 {metric} 需要形状 {expected}，但得到 {shape}。</translation>
    </message>
    <message>
        <source>The metric {name} has no spelling in PyTorch yet.</source>
        <translation>指标 {name} 在 PyTorch 中还没有对应的写法。</translation>
    </message>
    <message>
        <source>The metric {other} cannot be merged into {metric}, because their sums differ in shape.</source>
        <translation>指标 {other} 无法并入 {metric}，因为两者的累计值形状不同。</translation>
    </message>
    <message>
        <source>The model has no loss, so there is nothing to minimise.</source>
        <translation>模型没有损失，因此没有可以最小化的目标。</translation>
    </message>
    <message>
        <source>The model has not been compiled.</source>
        <translation>模型尚未编译（compile）。</translation>
    </message>
    <message>
        <source>The model has {count} layers, so there is none at {index}.</source>
        <translation>模型有 {count} 个层，没有第 {index} 个。</translation>
    </message>
    <message>
        <source>The model has {count} layers, which is more than a drawing holds.</source>
        <translation>模型有 {count} 层，超出了一张图的容量。</translation>
    </message>
    <message>
        <source>The model has {expected} inputs, but was given {count}.</source>
        <translation>模型有 {expected} 个输入，但给了 {count} 个。</translation>
    </message>
    <message>
        <source>The model takes {names}, but {count} were given.</source>
        <translation>模型需要 {names}，但给出了 {count} 个。</translation>
    </message>
    <message>
        <source>The model was given no inputs.</source>
        <translation>没有给模型任何输入。</translation>
    </message>
    <message>
        <source>The model {model} has not been called on values yet, so there is nothing to draw.</source>
        <translation>模型 {model} 还没有在值上调用过，因此没有可画的内容。</translation>
    </message>
    <message>
        <source>The model {name} cannot be built without the shape of its input.</source>
        <translation>不知道输入的形状，无法建立模型 {name}。</translation>
    </message>
    <message>
        <source>The model {name} has not been built yet.</source>
        <translation>模型 {name} 尚未建立。</translation>
    </message>
    <message>
        <source>The model {name} is written as a class, so the file does not tell its layers.</source>
        <translation>模型 {name} 是以类的形式编写的，文件中没有记录它的层。</translation>
    </message>
    <message>
        <source>The model's inputs name the same value twice.</source>
        <translation>模型的 inputs 中同一个值出现了两次。</translation>
    </message>
    <message>
        <source>The model's outputs depend on the input {name}, which is not among its inputs.</source>
        <translation>模型的输出依赖输入 {name}，但它不在模型的输入之中。</translation>
    </message>
    <message>
        <source>The model's {place} must be values of layers, but hold {value}.</source>
        <translation>模型的 {place} 必须是层的值，但其中有 {value}。</translation>
    </message>
    <message>
        <source>The models in the file are nested too deeply.</source>
        <translation>文件中的模型嵌套过深。</translation>
    </message>
    <message>
        <source>The name is {count} characters long.</source>
        <translation>名称长达 {count} 个字符。</translation>
    </message>
    <message>
        <source>The name {name} is used by {count} layers.</source>
        <translation>名称 {name} 被 {count} 个层使用。</translation>
    </message>
    <message>
        <source>The name {name} is used twice in this model.</source>
        <translation>名称 {name} 在此模型中用了两次。</translation>
    </message>
    <message>
        <source>The network has no Input layer.</source>
        <translation>网络没有输入层。</translation>
    </message>
    <message>
        <source>The network has {count} outputs ({names}), but there is one loss and one target.</source>
        <translation>网络有 {count} 个输出（{names}），但只有一个损失和一个目标。</translation>
    </message>
    <message>
        <source>The network has {count} outputs, but the data has one target.</source>
        <translation>网络有 {count} 个输出，但数据只有一个目标。</translation>
    </message>
    <message>
        <source>The network has {inputs} inputs, but the data feeds {arrays}.</source>
        <translation>网络有 {inputs} 个输入，但数据提供 {arrays} 个。</translation>
    </message>
    <message>
        <source>The network has {total} parameters, {more} more than the budget of {limit}.</source>
        <translation>网络有 {total} 个参数，比预算 {limit} 多 {more}。</translation>
    </message>
    <message>
        <source>The network shall give back its input, and {loss} tells classes apart.</source>
        <translation>网络要还原它的输入，而 {loss} 用于区分类别。</translation>
    </message>
    <message>
        <source>The new order of the axes, counted from 1.</source>
        <translation>各轴的新顺序，从 1 开始编号。</translation>
    </message>
    <message>
        <source>The normalizer {name} cannot be made: {reason}.</source>
        <translation>无法建立 normalizer {name}：{reason}。</translation>
    </message>
    <message>
        <source>The normalizer {name} of a numeric column is not known here.</source>
        <translation>此处不认识 numeric column 的 normalizer {name}。</translation>
    </message>
    <message>
        <source>The number is too large for a project.</source>
        <translation>这个数对项目来说太大。</translation>
    </message>
    <message>
        <source>The number of steps must be at least 1, but is {steps}.</source>
        <translation>步数至少为 1，但现在是 {steps}。</translation>
    </message>
    <message>
        <source>The operation needs an input number {place}, and gets {count}.</source>
        <translation>该运算需要第 {place} 个输入，但只得到 {count} 个。</translation>
    </message>
    <message>
        <source>The operation {name} between layers has no spelling in PyTorch yet.</source>
        <translation>层之间的运算 {name} 在 PyTorch 中还没有对应的写法。</translation>
    </message>
    <message>
        <source>The operation {name} is given no value.</source>
        <translation>运算 {name} 没有得到任何值。</translation>
    </message>
    <message>
        <source>The operation {operation} between layers cannot be written for {title}.</source>
        <translation>层之间的运算 {operation} 无法写成 {title} 代码。</translation>
    </message>
    <message>
        <source>The operation {operation} has no spelling in ONNX.</source>
        <translation>运算 {operation} 在 ONNX 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The operation {operation} of {layer} has no spelling in PyTorch.</source>
        <translation>{layer} 的运算 {operation} 在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>The operator {kind} is one of ONNX {version}, which means something else today.</source>
        <translation>运算符 {kind} 来自 ONNX {version}，它如今的含义已不同。</translation>
    </message>
    <message>
        <source>The optimizer {name} cannot be made: {reason}.</source>
        <translation>无法创建优化器 {name}：{reason}。</translation>
    </message>
    <message>
        <source>The optimizer {name} has no spelling in PyTorch.</source>
        <translation>优化器 {name} 在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>The optimizer {optimizer} has no learning rate that a callback could change.</source>
        <translation>优化器 {optimizer} 没有可由回调更改的学习率。</translation>
    </message>
    <message>
        <source>The optimizer {optimizer} has no learning rate.</source>
        <translation>优化器 {optimizer} 没有学习率。</translation>
    </message>
    <message>
        <source>The optimizer {optimizer} has no update_step.</source>
        <translation>优化器 {optimizer} 没有 update_step。</translation>
    </message>
    <message>
        <source>The optimizer {optimizer} has slots already, so its step counter stays.</source>
        <translation>优化器 {optimizer} 已有槽变量，因此不能更换其步数计数器。</translation>
    </message>
    <message>
        <source>The order of axes {axes} does not name each of the {rank} axes once.</source>
        <translation>轴的顺序 {axes} 没有把 {rank} 个轴各写一次。</translation>
    </message>
    <message>
        <source>The output is also the new state. An RNN layer repeats a cell over the steps of a sequence.</source>
        <translation>输出同时也是新的状态。RNN 层在序列的各步上重复一个单元。</translation>
    </message>
    <message>
        <source>The output {name} has width {width}, but its targets have width {wanted}.</source>
        <translation>输出 {name} 的宽度为 {width}，而目标的宽度为 {wanted}。</translation>
    </message>
    <message>
        <source>The outputs of one batch take {total}, {more} more than the budget of {limit}.</source>
        <translation>一批样本的输出占 {total}，比预算 {limit} 多 {more}。</translation>
    </message>
    <message>
        <source>The pattern for a cell of your own: say how large its state is and what one step does.</source>
        <translation>自定义单元的样板：说明其状态有多大、一步做什么。</translation>
    </message>
    <message>
        <source>The place of the port among its like.</source>
        <translation>该端口在同类端口中的位置。</translation>
    </message>
    <message>
        <source>The product of the sizes must stay {product}.</source>
        <translation>各个大小的乘积必须保持为 {product}。</translation>
    </message>
    <message>
        <source>The program could not be written: {reason} in line {line}.</source>
        <translation>无法写出程序：第 {line} 行 {reason}。</translation>
    </message>
    <message>
        <source>The program does not tell the size of its input: {shape} was taken, which fits its layers.</source>
        <translation>程序没有说明输入的大小：已采用与各层相符的 {shape}。</translation>
    </message>
    <message>
        <source>The project is larger than {limit} MB and could not be opened again.</source>
        <translation>项目超过 {limit} MB，将无法再打开。</translation>
    </message>
    <message>
        <source>The ranges of {layer} were given.</source>
        <translation>{layer} 的区间是给定的。</translation>
    </message>
    <message>
        <source>The recurrent layer that walks forwards.</source>
        <translation>向前行走的循环层。</translation>
    </message>
    <message>
        <source>The repair {action} does not suit: {reason}.</source>
        <translation>修复操作 {action} 不适用：{reason}。</translation>
    </message>
    <message>
        <source>The repair {action} needs a layer.</source>
        <translation>修复操作 {action} 需要一个层。</translation>
    </message>
    <message>
        <source>The run folder {folder} cannot be made: {reason}.</source>
        <translation>无法建立运行文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The run folder {folder} cannot be written: {reason}.</source>
        <translation>无法写入运行文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The same metric object is used twice, so it would be counted twice.</source>
        <translation>同一个指标对象用了两次，会被重复计数。</translation>
    </message>
    <message>
        <source>The schedule of LearningRateScheduler must return a number with a decimal point, but returned {value}.</source>
        <translation>LearningRateScheduler 的 schedule 必须返回带小数点的数，但返回了 {value}。</translation>
    </message>
    <message>
        <source>The schedule {name} is a class of its own, which cannot be written in PyTorch.</source>
        <translation>学习率计划 {name} 是自定义的类，无法用 PyTorch 写出。</translation>
    </message>
    <message>
        <source>The schedule {schedule} has no __call__(step).</source>
        <translation>学习率计划 {schedule} 没有 __call__(step)。</translation>
    </message>
    <message>
        <source>The seed must be a whole number from 0 to 2147483647, but is {seed}.</source>
        <translation>随机种子必须是 0 到 2147483647 的整数，但给出的是 {seed}。</translation>
    </message>
    <message>
        <source>The sequence {row} has items of shape {shape}, the others of {expected}.</source>
        <translation>序列 {row} 的元素形状是 {shape}，而其他序列是 {expected}。</translation>
    </message>
    <message>
        <source>The shape is said to be {told}, but it is {shape}.</source>
        <translation>形状被说成是 {told}，但实际是 {shape}。</translation>
    </message>
    <message>
        <source>The shape of a sample holds {size}, which is no size.</source>
        <translation>样本形状中的 {size} 不是有效的大小。</translation>
    </message>
    <message>
        <source>The shape of a sample to work with while nothing uses the sub-model.</source>
        <translation>子模型还没有被使用时，用来推算的样本形状。</translation>
    </message>
    <message>
        <source>The shape of column '{column}' holds {size}, which is no size.</source>
        <translation>列“{column}”的形状中的 {size} 不是有效的大小。</translation>
    </message>
    <message>
        <source>The shape of column '{column}' must be a tuple, not {value}.</source>
        <translation>列“{column}”的形状必须是元组，而不是 {value}。</translation>
    </message>
    <message>
        <source>The shape of column '{column}' must hold whole numbers, not {size}.</source>
        <translation>列“{column}”的形状必须由整数组成，不能含 {size}。</translation>
    </message>
    <message>
        <source>The shape of the state of one sample, such as (32,).</source>
        <translation>一个样本的状态形状，例如 (32,)。</translation>
    </message>
    <message>
        <source>The shape of {name} begins with the size of the batch: it is that of one sample.</source>
        <translation>{name} 的形状以批大小开头：这里应是一个样本的形状。</translation>
    </message>
    <message>
        <source>The shape that each sample is given; empty keeps its own.</source>
        <translation>给每个样本的形状；留空则保持原样。</translation>
    </message>
    <message>
        <source>The shapes of its outputs, with the batch axis.</source>
        <translation>各输出的形状，含批次轴。</translation>
    </message>
    <message>
        <source>The shapes of its weights.</source>
        <translation>其权重的形状。</translation>
    </message>
    <message>
        <source>The share of test samples must lie between 0 and 1, but is {share}.</source>
        <translation>测试样本的比例必须在 0 和 1 之间，但给出的是 {share}。</translation>
    </message>
    <message>
        <source>The share of the samples that training never sees.</source>
        <translation>训练中从不使用的样本所占的比例。</translation>
    </message>
    <message>
        <source>The share of the training samples kept apart to measure on after each epoch.</source>
        <translation>从训练样本中留出、在每轮之后用于测量的比例。</translation>
    </message>
    <message>
        <source>The size of the batch must be known to make states of zeros.</source>
        <translation>必须知道批次的大小，才能生成全零的状态。</translation>
    </message>
    <message>
        <source>The slot is empty.</source>
        <translation>槽位是空的。</translation>
    </message>
    <message>
        <source>The smallest of its inputs, element by element.</source>
        <translation>逐元素取各个输入中的最小值。</translation>
    </message>
    <message>
        <source>The state of {optimizer} has {expected} arrays, but {count} were given.</source>
        <translation>{optimizer} 的状态有 {expected} 个数组，但给了 {count} 个。</translation>
    </message>
    <message>
        <source>The state {port} of the cell {name} has no size yet.</source>
        <translation>单元 {name} 的状态 {port} 还没有大小。</translation>
    </message>
    <message>
        <source>The states of {layer} must be a list, not {value}.</source>
        <translation>{layer} 的状态必须是列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>The sub-model {name} needs an input port and an output port.</source>
        <translation>子模型 {name} 需要一个输入端口和一个输出端口。</translation>
    </message>
    <message>
        <source>The table has no column '{column}'.</source>
        <translation>表格中没有列“{column}”。</translation>
    </message>
    <message>
        <source>The talk between window and worker broke off: {reason}.</source>
        <translation>窗口与训练进程的通信中断：{reason}。</translation>
    </message>
    <message>
        <source>The target '{name}' has {count} different values: too many for classes.</source>
        <translation>目标“{name}”有 {count} 种不同的值：作为类别太多。</translation>
    </message>
    <message>
        <source>The target '{target}' holds words such as '{example}', not numbers.</source>
        <translation>目标“{target}”是“{example}”这样的文字，不是数值。</translation>
    </message>
    <message>
        <source>The target has no value in any row.</source>
        <translation>目标在所有行中都没有值。</translation>
    </message>
    <message>
        <source>The target {value} is no class number: the predictions have {classes} classes, numbered from 0 to {last}.</source>
        <translation>目标 {value} 不是类别编号：预测有 {classes} 个类别，编号从 0 到 {last}。</translation>
    </message>
    <message>
        <source>The text is too long or holds signs that are no characters.</source>
        <translation>文字太长，或含有无效字符。</translation>
    </message>
    <message>
        <source>The text of the class {name} is not at hand, so it cannot be written for {title}.</source>
        <translation>找不到类 {name} 的源代码，因此无法为 {title} 写出它。</translation>
    </message>
    <message>
        <source>The training process could not be started: {reason}</source>
        <translation>无法启动训练进程：{reason}</translation>
    </message>
    <message>
        <source>The training process did not react and was ended.</source>
        <translation>训练进程没有响应，已被结束。</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly.</source>
        <translation>训练进程意外结束。</translation>
    </message>
    <message>
        <source>The value is nested too deeply.</source>
        <translation>值的嵌套太深。</translation>
    </message>
    <message>
        <source>The value that early stopping watches.</source>
        <translation>提前停止所关注的值。</translation>
    </message>
    <message>
        <source>The value that marks a step as missing.</source>
        <translation>表示时间步缺失的值。</translation>
    </message>
    <message>
        <source>The variance, or one for each place along the axis.</source>
        <translation>方差，或沿该轴每个位置一个。</translation>
    </message>
    <message>
        <source>The vectors of column '{column}' need a dimension of at least 1, not {dimension}.</source>
        <translation>列“{column}”的向量维度至少为 1，不能是 {dimension}。</translation>
    </message>
    <message>
        <source>The vocabulary file {path} cannot be read: {reason}.</source>
        <translation>无法读取词表文件 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The vocabulary of column '{column}' holds {word} more than once.</source>
        <translation>列“{column}”的词表中 {word} 出现了不止一次。</translation>
    </message>
    <message>
        <source>The vocabulary of column '{column}' holds {word}, which is no {dtype}.</source>
        <translation>列“{column}”的词表含有 {word}，它不是 {dtype}。</translation>
    </message>
    <message>
        <source>The vocabulary of column '{column}' is empty.</source>
        <translation>列“{column}”的词表为空。</translation>
    </message>
    <message>
        <source>The vocabulary of {layer} holds {words} more than once.</source>
        <translation>{layer} 的词表中 {words} 出现了不止一次。</translation>
    </message>
    <message>
        <source>The weight {name} has shape {expected}, but was given {shape}.</source>
        <translation>权重 {name} 的形状是 {expected}，但给出的是 {shape}。</translation>
    </message>
    <message>
        <source>The weight {name} is stored in another way in PyTorch, so that a penalty or a limit of another kind than the usual ones has no spelling.</source>
        <translation>权重 {name} 在 PyTorch 中以另一种方式存放，因此特殊的惩罚或限制无法表达。</translation>
    </message>
    <message>
        <source>The weight {name} is stored in another way in PyTorch, so that its penalty would differ.</source>
        <translation>权重 {name} 在 PyTorch 中以另一种方式存放，因此它的惩罚会不同。</translation>
    </message>
    <message>
        <source>The weight {name} is two in PyTorch, so its gradient cannot be clipped alone.</source>
        <translation>权重 {name} 在 PyTorch 中是两个参数，因此无法单独裁剪它的梯度。</translation>
    </message>
    <message>
        <source>The weight {name} is used by an operation between layers, so the model cannot be described without it.</source>
        <translation>权重 {name} 被层与层之间的运算使用，缺了它就无法描述模型。</translation>
    </message>
    <message>
        <source>The weight {name} of the file claims {size} bytes, but only {held} are there.</source>
        <translation>文件中的权重 {name} 声称有 {size} 字节，实际只有 {held} 字节。</translation>
    </message>
    <message>
        <source>The weighted column '{column}' cannot be crossed.</source>
        <translation>weighted column“{column}”不能交叉。</translation>
    </message>
    <message>
        <source>The weights in feature '{key}' are texts.</source>
        <translation>特征“{key}”中的权重是文本。</translation>
    </message>
    <message>
        <source>The weights in feature '{key}' do not fit the categories of '{column}'.</source>
        <translation>特征“{key}”中的权重与“{column}”的类别对不上。</translation>
    </message>
    <message>
        <source>The weights in {path} are not read: it is a pickle, which can run code.</source>
        <translation>不读取 {path} 中的权重：它是 pickle 文件，可能会执行代码。</translation>
    </message>
    <message>
        <source>The weights of the model {name} have not been made yet.</source>
        <translation>模型 {name} 的权重尚未生成。</translation>
    </message>
    <message>
        <source>The weights of {name} are not kept, because the drawing is no whole network yet: {reason}</source>
        <translation>没有保留 {name} 的权重，因为这张图还不是完整的网络：{reason}</translation>
    </message>
    <message>
        <source>The weights were written by Keras {version}, which laid them out otherwise.</source>
        <translation>这些权重由 Keras {version} 写出，其排列方式不同。</translation>
    </message>
    <message>
        <source>The {name} hold rows of different lengths.</source>
        <translation>{name}中各行的长度不同。</translation>
    </message>
    <message>
        <source>The {name} hold texts instead of numbers.</source>
        <translation>{name} 存放的是文本，不是数值。</translation>
    </message>
    <message>
        <source>The {name} hold whole numbers beyond {limit}, which cannot be kept exactly.</source>
        <translation>{name} 中有超过 {limit} 的整数，无法精确保存。</translation>
    </message>
    <message>
        <source>The {name} hold {kind} instead of numbers.</source>
        <translation>{name} 中是 {kind}，不是数值。</translation>
    </message>
    <message>
        <source>There are more than {limit} of these.</source>
        <translation>数量超过 {limit} 个。</translation>
    </message>
    <message>
        <source>There are no data.</source>
        <translation>没有数据。</translation>
    </message>
    <message>
        <source>There are no layers among what is selected.</source>
        <translation>选中的内容里没有层。</translation>
    </message>
    <message>
        <source>There are no layers in the model.</source>
        <translation>模型中没有层。</translation>
    </message>
    <message>
        <source>There are no targets, but the model was compiled with the loss {loss}.</source>
        <translation>没有目标，但模型编译时指定了损失 {loss}。</translation>
    </message>
    <message>
        <source>There are no trained weights at {path}.</source>
        <translation>{path} 处没有训练过的权重。</translation>
    </message>
    <message>
        <source>There are two columns called '{column}'.</source>
        <translation>有两列都叫“{column}”。</translation>
    </message>
    <message>
        <source>There are {count} idf_weights for {words} words.</source>
        <translation>{words} 个词却有 {count} 个 idf_weights。</translation>
    </message>
    <message>
        <source>There are {count} pictures, but as many others: {lengths}.</source>
        <translation>有 {count} 张图片，其余的数量却是：{lengths}。</translation>
    </message>
    <message>
        <source>There are {count} steps, but {targets} targets.</source>
        <translation>有 {count} 步，却有 {targets} 个目标。</translation>
    </message>
    <message>
        <source>There are {labels} labels for {files} files.</source>
        <translation>有 {files} 个文件，却有 {labels} 个标签。</translation>
    </message>
    <message>
        <source>There are {targets} targets for {outputs} outputs.</source>
        <translation>有 {targets} 个目标，对应 {outputs} 个输出。</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>现有：{names}。</translation>
    </message>
    <message>
        <source>There is another layer called {name}.</source>
        <translation>已有另一个名为 {name} 的层。</translation>
    </message>
    <message>
        <source>There is another sub-model called {name}.</source>
        <translation>已有名为 {name} 的子模型。</translation>
    </message>
    <message>
        <source>There is no Python at {path}.</source>
        <translation>{path} 处没有 Python。</translation>
    </message>
    <message>
        <source>There is no alignment called {line}.</source>
        <translation>没有名为 {line} 的对齐方式。</translation>
    </message>
    <message>
        <source>There is no batch {index}: there are {count}.</source>
        <translation>没有第 {index} 批：共有 {count} 批。</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>没有文件 {file}。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>文件 {path} 不存在。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>没有文件夹 {folder}。</translation>
    </message>
    <message>
        <source>There is no interrupted run of {project} to go on with.</source>
        <translation>{project} 没有可以继续的中断运行。</translation>
    </message>
    <message>
        <source>There is no kind of column called {kind}.</source>
        <translation>没有名为 {kind} 的列类型。</translation>
    </message>
    <message>
        <source>There is no layer class called {name}.</source>
        <translation>没有名为 {name} 的层类。</translation>
    </message>
    <message>
        <source>There is no layer {id} in this drawing.</source>
        <translation>这张网络图中没有层 {id}。</translation>
    </message>
    <message>
        <source>There is no saved sub-model called {name}.</source>
        <translation>没有保存过名为 {name} 的子模型。</translation>
    </message>
    <message>
        <source>There is no sub-model among what is selected.</source>
        <translation>选中的内容里没有子模型。</translation>
    </message>
    <message>
        <source>There is no sub-model {id} in this project.</source>
        <translation>此项目中没有子模型 {id}。</translation>
    </message>
    <message>
        <source>There is no {kind} called {word!s}.</source>
        <translation>没有名为 {word!s} 的 {kind}。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>There is nothing called {id} in this drawing.</source>
        <translation>这张网络图中没有 {id}。</translation>
    </message>
    <message>
        <source>There must be one value more than boundaries, but there are {values} values for {boundaries} boundaries.</source>
        <translation>值的数量必须比边界多一个，但现在有 {values} 个值、{boundaries} 个边界。</translation>
    </message>
    <message>
        <source>There were no data for the epoch {epoch}.</source>
        <translation>第 {epoch} 轮没有数据。</translation>
    </message>
    <message>
        <source>These bytes are no Example.</source>
        <translation>这些字节不是 Example。</translation>
    </message>
    <message>
        <source>These bytes are no picture that can be read.</source>
        <translation>这些字节不是可以读取的图片。</translation>
    </message>
    <message>
        <source>These lead in a circle: {path}.</source>
        <translation>它们首尾相接成环：{path}。</translation>
    </message>
    <message>
        <source>Things are distributed horizontal or vertical, not {way}.</source>
        <translation>分布方向只能是水平或垂直，不能是 {way}。</translation>
    </message>
    <message>
        <source>Thirteen measurements of 178 wines. Which of three vines is it from?</source>
        <translation>178 种葡萄酒的十三项测量值。来自三个品种中的哪一个？</translation>
    </message>
    <message>
        <source>Thirty measurements of 569 tumours. Malignant or benign?</source>
        <translation>569 例肿瘤的三十项测量值。恶性还是良性？</translation>
    </message>
    <message>
        <source>This ImageDataGenerator has not seen any pictures yet.</source>
        <translation>这个 ImageDataGenerator 还没有见过图片。</translation>
    </message>
    <message>
        <source>This JSON does not describe a model.</source>
        <translation>此 JSON 没有描述模型。</translation>
    </message>
    <message>
        <source>This cannot be {value}.</source>
        <translation>不能是 {value}。</translation>
    </message>
    <message>
        <source>This description is a list, but a model is described by a dict.</source>
        <translation>此描述是列表，但模型应由字典描述。</translation>
    </message>
    <message>
        <source>This has other parameters than {owner}, whose weights it shares.</source>
        <translation>它的参数与 {owner} 不同，却共享其权重。</translation>
    </message>
    <message>
        <source>This holds signs that are no characters.</source>
        <translation>含有无效字符。</translation>
    </message>
    <message>
        <source>This id stands {count} times.</source>
        <translation>这个编号出现了 {count} 次。</translation>
    </message>
    <message>
        <source>This is a fault of the export: please report it with the drawing.</source>
        <translation>这是导出功能的错误：请连同图纸一起报告。</translation>
    </message>
    <message>
        <source>This is longer than {limit} characters.</source>
        <translation>超过了 {limit} 个字符。</translation>
    </message>
    <message>
        <source>This is missing.</source>
        <translation>缺少这一项。</translation>
    </message>
    <message>
        <source>This is no JSON: {reason} in line {line}.</source>
        <translation>这不是 JSON：第 {line} 行 {reason}。</translation>
    </message>
    <message>
        <source>This is no {kind} written in Python.</source>
        <translation>这不是用 Python 编写的 {kind}。</translation>
    </message>
    <message>
        <source>This may hold only letters, digits, _ and -, not {value}.</source>
        <translation>只能含字母、数字、_ 和 -，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be a finite number, not {value}.</source>
        <translation>必须是有限的数，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be a list, not {value}.</source>
        <translation>必须是列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be a number, not {value}.</source>
        <translation>必须是数，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be a text, not {value}.</source>
        <translation>必须是文字，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be a whole number, not {value}.</source>
        <translation>必须是整数，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be above {limit}, but is {value}.</source>
        <translation>必须大于 {limit}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>This must be an object in braces, not {value}.</source>
        <translation>必须是花括号中的对象，不能是 {value}。</translation>
    </message>
    <message>
        <source>This must be at least {limit}, but is {value}.</source>
        <translation>至少应为 {limit}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>This must be at most {limit}, but is {value}.</source>
        <translation>至多应为 {limit}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>This must be below {limit}, but is {value}.</source>
        <translation>必须小于 {limit}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>This must be true or false, not {value}.</source>
        <translation>必须是 true 或 false，不能是 {value}。</translation>
    </message>
    <message>
        <source>This shares the weights of {owner}, which is no {type} with its own weights.</source>
        <translation>它共享 {owner} 的权重，但后者不是拥有自己权重的 {type}。</translation>
    </message>
    <message>
        <source>This wire ends at {id}, but no node has that id.</source>
        <translation>这条连线的终点是 {id}，但没有节点使用该编号。</translation>
    </message>
    <message>
        <source>This wire would close a circle: {target} already leads to {source} ({path}).</source>
        <translation>这条连线会形成环：{target} 已经通向 {source}（{path}）。</translation>
    </message>
    <message>
        <source>ThresholdedReLU</source>
        <translation>阈值线性整流</translation>
    </message>
    <message>
        <source>TimeDistributed</source>
        <translation>逐步应用</translation>
    </message>
    <message>
        <source>Train again from the start.</source>
        <translation>请从头重新训练。</translation>
    </message>
    <message>
        <source>Train the network first.</source>
        <translation>请先训练网络。</translation>
    </message>
    <message>
        <source>Train without validation</source>
        <translation>不做验证地训练</translation>
    </message>
    <message>
        <source>Training and validation pictures are of different classes.</source>
        <translation>训练图片与验证图片的类别不同。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>Turn texts into numbers first, for example with a vocabulary.</source>
        <translation>请先把文字变成数，例如使用词汇表。</translation>
    </message>
    <message>
        <source>Turn them into numbers first.</source>
        <translation>请先把它们转换为数值。</translation>
    </message>
    <message>
        <source>Turns numbers into positive shares that sum to 1 along an axis.</source>
        <translation>把数变为正的比例，沿一个轴之和为 1。</translation>
    </message>
    <message>
        <source>Turns the columns of a table into one row of numbers for each sample.</source>
        <translation>把表格的各列变为每个样本的一行数。</translation>
    </message>
    <message>
        <source>Two metrics of the model are called {name}.</source>
        <translation>模型有两个指标都叫 {name}。</translation>
    </message>
    <message>
        <source>UnitNormalization</source>
        <translation>单位归一化</translation>
    </message>
    <message>
        <source>UpSampling1D</source>
        <translation>一维上采样</translation>
    </message>
    <message>
        <source>UpSampling2D</source>
        <translation>二维上采样</translation>
    </message>
    <message>
        <source>UpSampling3D</source>
        <translation>三维上采样</translation>
    </message>
    <message>
        <source>Update Layerloom to open it.</source>
        <translation>请更新 Layerloom 后再打开。</translation>
    </message>
    <message>
        <source>Use 1.</source>
        <translation>请使用 1。</translation>
    </message>
    <message>
        <source>Use Dense here, or choose data of whole numbers.</source>
        <translation>在此使用 Dense，或选择整数数据。</translation>
    </message>
    <message>
        <source>Use Dense instead</source>
        <translation>改用 Dense</translation>
    </message>
    <message>
        <source>Use GlobalAvgPool2D instead of {flatten}</source>
        <translation>用 GlobalAvgPool2D 代替 {flatten}</translation>
    </message>
    <message>
        <source>Use Model(inputs, outputs) instead.</source>
        <translation>请改用 Model(inputs, outputs)。</translation>
    </message>
    <message>
        <source>Use Sequential.from_config for a list of layers.</source>
        <translation>对层的列表请使用 Sequential.from_config。</translation>
    </message>
    <message>
        <source>Use SimpleRNNCell, GRUCell or LSTMCell, or write a subclass of it.</source>
        <translation>请使用 SimpleRNNCell、GRUCell 或 LSTMCell，或编写它们的子类。</translation>
    </message>
    <message>
        <source>Use Standardize in its place.</source>
        <translation>请改用 Standardize。</translation>
    </message>
    <message>
        <source>Use UpSampling2D.</source>
        <translation>请使用 UpSampling2D。</translation>
    </message>
    <message>
        <source>Use a categorical_column_with_… or a crossed_column.</source>
        <translation>请使用 categorical_column_with_… 或 crossed_column。</translation>
    </message>
    <message>
        <source>Use a flatter value.</source>
        <translation>请使用嵌套较浅的值。</translation>
    </message>
    <message>
        <source>Use a layer for more axes, or wrap it in TimeDistributed.</source>
        <translation>请使用适合更多轴的层，或用 TimeDistributed 包装它。</translation>
    </message>
    <message>
        <source>Use a layer that does the same.</source>
        <translation>请使用作用相同的层。</translation>
    </message>
    <message>
        <source>Use a part of it.</source>
        <translation>请使用其中一部分。</translation>
    </message>
    <message>
        <source>Use a recurrent layer, such as LSTM, GRU or RNN.</source>
        <translation>请使用循环层，例如 LSTM、GRU 或 RNN。</translation>
    </message>
    <message>
        <source>Use another sub-model, or a copy of this one.</source>
        <translation>请使用另一个子模型，或它的副本。</translation>
    </message>
    <message>
        <source>Use at most {limit} characters.</source>
        <translation>最多使用 {limit} 个字符。</translation>
    </message>
    <message>
        <source>Use categorical_crossentropy for one-hot targets.</source>
        <translation>独热目标请使用 categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Use engine, numpy and Python's own modules.</source>
        <translation>请只使用 engine、numpy 和 Python 自带的模块。</translation>
    </message>
    <message>
        <source>Use engine, numpy and math.</source>
        <translation>请使用 engine、numpy 和 math。</translation>
    </message>
    <message>
        <source>Use engine.ops instead.</source>
        <translation>请改用 engine.ops。</translation>
    </message>
    <message>
        <source>Use engine.ops.where (tf.where) to choose between two values.</source>
        <translation>请用 engine.ops.where（tf.where）在两个值之间选择。</translation>
    </message>
    <message>
        <source>Use get_output_at(index) and its like.</source>
        <translation>请使用 get_output_at(index) 等方法。</translation>
    </message>
    <message>
        <source>Use global_clipnorm or clipvalue.</source>
        <translation>请使用 global_clipnorm 或 clipvalue。</translation>
    </message>
    <message>
        <source>Use integers and slices, or engine.ops.take for a list of places.</source>
        <translation>请使用整数和切片；按位置列表取值请用 engine.ops.take。</translation>
    </message>
    <message>
        <source>Use it in one of the two ways.</source>
        <translation>请只用其中一种方式。</translation>
    </message>
    <message>
        <source>Use it on what the network predicts.</source>
        <translation>请对网络的预测结果使用它。</translation>
    </message>
    <message>
        <source>Use it outside of layers and of functions under @engine.function.</source>
        <translation>请在层和 @engine.function 函数之外使用它。</translation>
    </message>
    <message>
        <source>Use layers of the palette that do the same.</source>
        <translation>请使用组件面板中作用相同的层。</translation>
    </message>
    <message>
        <source>Use more data or another validation_split.</source>
        <translation>请使用更多数据，或更改 validation_split。</translation>
    </message>
    <message>
        <source>Use sigmoid for yes or no, or one unit for each class.</source>
        <translation>判断是与否请用 sigmoid，或为每个类别设一个单元。</translation>
    </message>
    <message>
        <source>Use sigmoid with binary_crossentropy</source>
        <translation>使用 sigmoid 和 binary_crossentropy</translation>
    </message>
    <message>
        <source>Use sparse_categorical_crossentropy for class numbers.</source>
        <translation>类别编号请使用 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Use the inner layer without TimeDistributed, or give it sequences.</source>
        <translation>请不用 TimeDistributed 而直接使用内层，或给它序列。</translation>
    </message>
    <message>
        <source>Use the inner network as a whole, or give each network its own layer.</source>
        <translation>请整体使用内层网络，或给每个网络各自的层。</translation>
    </message>
    <message>
        <source>Use the learning rate {learning_rate}</source>
        <translation>使用学习率 {learning_rate}</translation>
    </message>
    <message>
        <source>Use to_json().</source>
        <translation>请使用 to_json()。</translation>
    </message>
    <message>
        <source>Use whole numbers of at least 1, or {unknown} where the size is open.</source>
        <translation>请使用不小于 1 的整数；大小不定处用 {unknown}。</translation>
    </message>
    <message>
        <source>Use whole numbers of at least 1.</source>
        <translation>请使用不小于 1 的整数。</translation>
    </message>
    <message>
        <source>Use words of one kind, and the dtype of that kind.</source>
        <translation>请使用同一种类的词，以及该种类的 dtype。</translation>
    </message>
    <message>
        <source>Use {loss}</source>
        <translation>改用 {loss}</translation>
    </message>
    <message>
        <source>Use {wanted} for pictures.</source>
        <translation>处理图像请用 {wanted}。</translation>
    </message>
    <message>
        <source>Use {wanted} instead</source>
        <translation>改用 {wanted}</translation>
    </message>
    <message>
        <source>Usual rates lie between 0.1 and 0.5.</source>
        <translation>常用的比例在 0.1 到 0.5 之间。</translation>
    </message>
    <message>
        <source>Validation gets {kept} of the {count} samples, too few to measure on.</source>
        <translation>验证只得到 {count} 个样本中的 {kept} 个，太少，无法测量。</translation>
    </message>
    <message>
        <source>Values of shapes {first} and {other} have different numbers of axes.</source>
        <translation>形状 {first} 与 {other} 的轴数不同。</translation>
    </message>
    <message>
        <source>Variable has no argument {word}.</source>
        <translation>Variable 没有参数 {word}。</translation>
    </message>
    <message>
        <source>Vectors cannot be combined by {combiner}.</source>
        <translation>{combiner} 不能用来合并向量。</translation>
    </message>
    <message>
        <source>Vectors cannot be read from a TensorFlow checkpoint.</source>
        <translation>无法从 TensorFlow 检查点读取向量。</translation>
    </message>
    <message>
        <source>Vocabulary files must be texts with one word a line, not {format}.</source>
        <translation>词表文件必须是每行一个词的文本，不能是 {format}。</translation>
    </message>
    <message>
        <source>Walks along a sequence and feeds each step's output into the next one.</source>
        <translation>沿序列行走，把每一步的输出送入下一步。</translation>
    </message>
    <message>
        <source>Walks along a sequence like an LSTM, with two gates and one state: fewer weights.</source>
        <translation>像 LSTM 一样沿序列行走，但只有两个门和一个状态：权重更少。</translation>
    </message>
    <message>
        <source>Walks along a sequence with a memory whose gates learn what to keep and what to forget.</source>
        <translation>带着记忆沿序列行走，由各个门学习保留什么、忘记什么。</translation>
    </message>
    <message>
        <source>Walks along a sequence with one recurrent layer forwards and with another one backwards.</source>
        <translation>用一个循环层向前、另一个向后沿序列行走。</translation>
    </message>
    <message>
        <source>Watch the loss of training</source>
        <translation>改看训练的 loss</translation>
    </message>
    <message>
        <source>Weights must be numbers, not {dtype}.</source>
        <translation>权重必须是数值，不能是 {dtype}。</translation>
    </message>
    <message>
        <source>What a table's columns become, where that is not the usual.</source>
        <translation>表格的列变成什么（与默认不同时）。</translation>
    </message>
    <message>
        <source>What becomes of which column of the table.</source>
        <translation>表格的哪一列如何处理。</translation>
    </message>
    <message>
        <source>What is added, or a number for each channel.</source>
        <translation>所加的数，或每个通道一个。</translation>
    </message>
    <message>
        <source>What is measured beside the loss.</source>
        <translation>除损失外还测量什么。</translation>
    </message>
    <message>
        <source>What the biases begin with.</source>
        <translation>偏置的初始值。</translation>
    </message>
    <message>
        <source>What the cell remembered at the step before.</source>
        <translation>单元在上一步记住的内容。</translation>
    </message>
    <message>
        <source>What the cell remembers for the next step.</source>
        <translation>单元留给下一步的内容。</translation>
    </message>
    <message>
        <source>What the factor begins with.</source>
        <translation>缩放系数的初始值。</translation>
    </message>
    <message>
        <source>What the file says of this layer.</source>
        <translation>文件对该层的描述。</translation>
    </message>
    <message>
        <source>What the moving mean begins with.</source>
        <translation>移动均值的初始值。</translation>
    </message>
    <message>
        <source>What the moving variance begins with.</source>
        <translation>移动方差的初始值。</translation>
    </message>
    <message>
        <source>What the operation is given by name, such as an axis.</source>
        <translation>按名称传给运算的内容，例如轴。</translation>
    </message>
    <message>
        <source>What the operation is given in order; {"input": 0} stands for the first wire.</source>
        <translation>按顺序传给运算的内容；{"input": 0} 表示第一条连线。</translation>
    </message>
    <message>
        <source>What the optimizer takes beside its learning rate.</source>
        <translation>优化器除学习率外的参数。</translation>
    </message>
    <message>
        <source>What the recurrent weights begin with.</source>
        <translation>循环权重的初始值。</translation>
    </message>
    <message>
        <source>What the shift begins with.</source>
        <translation>平移量的初始值。</translation>
    </message>
    <message>
        <source>What the slopes begin with.</source>
        <translation>斜率的初始值。</translation>
    </message>
    <message>
        <source>What the vectors begin with.</source>
        <translation>向量的初始值。</translation>
    </message>
    <message>
        <source>What the weights begin with.</source>
        <translation>权重的初始值。</translation>
    </message>
    <message>
        <source>What training makes small.</source>
        <translation>训练要使其变小的量。</translation>
    </message>
    <message>
        <source>What {model} computes depends on the size of its input, which one program cannot say.</source>
        <translation>{model} 的计算取决于输入的大小，一个程序无法表达。</translation>
    </message>
    <message>
        <source>What {name} holds is too large to be kept in a drawing.</source>
        <translation>{name} 的内容太大，无法保存在图中。</translation>
    </message>
    <message>
        <source>Where data enter the sub-model.</source>
        <translation>数据由此进入子模型。</translation>
    </message>
    <message>
        <source>Where data enters the network. One sample has the given shape; the batch axis is not told.</source>
        <translation>数据进入网络的地方。一个样本具有给定的形状；不写批次轴。</translation>
    </message>
    <message>
        <source>Where data leave the sub-model.</source>
        <translation>数据由此离开子模型。</translation>
    </message>
    <message>
        <source>Where the output begins.</source>
        <translation>输出从何处开始。</translation>
    </message>
    <message>
        <source>Where the samples come from.</source>
        <translation>样本的来源。</translation>
    </message>
    <message>
        <source>Where the straight line begins.</source>
        <translation>直线从何处开始。</translation>
    </message>
    <message>
        <source>Whether 0 marks steps that later layers skip.</source>
        <translation>0 是否表示后面的层要跳过的步。</translation>
    </message>
    <message>
        <source>Whether a batch begins with the states of the batch before.</source>
        <translation>一个批次是否从前一批次的状态开始。</translation>
    </message>
    <message>
        <source>Whether a learned factor (gamma) is applied.</source>
        <translation>是否乘以可学习的系数（gamma）。</translation>
    </message>
    <message>
        <source>Whether a learned shift (beta) is added.</source>
        <translation>是否加上可学习的平移（beta）。</translation>
    </message>
    <message>
        <source>Whether a number of its own is added to each map.</source>
        <translation>是否给每张特征图加上各自的偏置。</translation>
    </message>
    <message>
        <source>Whether a number of its own is added to each unit.</source>
        <translation>是否给每个单元加上各自的偏置。</translation>
    </message>
    <message>
        <source>Whether classes are numbers from 0, or rows of zeros with a single one.</source>
        <translation>类别是从 0 开始的编号，还是只有一个 1 的零行。</translation>
    </message>
    <message>
        <source>Whether each feature has a learned weight in the sum.</source>
        <translation>求和时每个特征是否有学到的权重。</translation>
    </message>
    <message>
        <source>Whether each place looks only at itself and at what came before it.</source>
        <translation>每个位置是否只关注自身及其之前的内容。</translation>
    </message>
    <message>
        <source>Whether early stopping brings the best epoch back.</source>
        <translation>提前停止时是否恢复最佳的一轮。</translation>
    </message>
    <message>
        <source>Whether masked scores are replaced instead of lowered.</source>
        <translation>被掩去的得分是替换掉，而不是只降低。</translation>
    </message>
    <message>
        <source>Whether masked steps give 0 instead of the last output.</source>
        <translation>被掩去的步是否给出 0，而不是上一个输出。</translation>
    </message>
    <message>
        <source>Whether steps come before the batch: (steps, batch, …).</source>
        <translation>步是否排在批次之前：（步、批次、…）。</translation>
    </message>
    <message>
        <source>Whether the folded axes stay, with size 1.</source>
        <translation>归约后的轴是否保留（大小为 1）。</translation>
    </message>
    <message>
        <source>Whether the forget gate's bias begins with 1.</source>
        <translation>遗忘门的偏置是否从 1 开始。</translation>
    </message>
    <message>
        <source>Whether the last cell's states come first.</source>
        <translation>是否把最后一个单元的状态排在最前。</translation>
    </message>
    <message>
        <source>Whether the last states are returned after the output.</source>
        <translation>是否在输出之后返回最后的状态。</translation>
    </message>
    <message>
        <source>Whether the last step comes first.</source>
        <translation>是否先处理最后一步。</translation>
    </message>
    <message>
        <source>Whether the outputs of all steps are returned.</source>
        <translation>是否返回所有步的输出。</translation>
    </message>
    <message>
        <source>Whether the projections add a number of their own.</source>
        <translation>各投影是否加上自己的偏置。</translation>
    </message>
    <message>
        <source>Whether the reset gate acts after the product with the state, which then has biases of its own.</source>
        <translation>重置门是否在与状态相乘之后才起作用；此时它有自己的偏置。</translation>
    </message>
    <message>
        <source>Whether the samples are mixed before they are split.</source>
        <translation>划分之前是否打乱样本。</translation>
    </message>
    <message>
        <source>Whether the samples come in a new order each epoch.</source>
        <translation>每轮是否重新打乱样本顺序。</translation>
    </message>
    <message>
        <source>Whether the scores are multiplied with a learned number.</source>
        <translation>得分是否乘以一个学到的数。</translation>
    </message>
    <message>
        <source>Whether the target tells classes, numbers or tags, which are a class for each word.</source>
        <translation>目标是类别、数值还是标签（每个词一个类别）。</translation>
    </message>
    <message>
        <source>Whether the weights of the mean come out too, as a second output: how much each place looks at each other one.</source>
        <translation>是否把求平均的权重作为第二个输出一并给出：每个位置对其他各位置的关注程度。</translation>
    </message>
    <message>
        <source>Whether to go back from the common scale.</source>
        <translation>是否从统一尺度变换回去。</translation>
    </message>
    <message>
        <source>Whether training ends when it no longer gets better.</source>
        <translation>不再变好时是否结束训练。</translation>
    </message>
    <message>
        <source>Whether vectors are scaled to length 1 first: cosine similarity.</source>
        <translation>是否先把向量缩放为长度 1：余弦相似度。</translation>
    </message>
    <message>
        <source>Which operation it is, by its name in engine.ops.</source>
        <translation>是哪种运算，用它在 engine.ops 中的名称表示。</translation>
    </message>
    <message>
        <source>While training it uses the batch's own mean and variance and keeps moving averages of them, which evaluation and prediction use.</source>
        <translation>训练时使用批次自身的均值和方差，并维护它们的移动平均，供评估和预测使用。</translation>
    </message>
    <message>
        <source>While training, adds random numbers around 0.</source>
        <translation>训练时加上 0 附近的随机数。</translation>
    </message>
    <message>
        <source>While training, drops whole feature maps of pictures instead of single pixels.</source>
        <translation>训练时丢弃图像的整张特征图，而不是单个像素。</translation>
    </message>
    <message>
        <source>While training, drops whole feature maps of volumes.</source>
        <translation>训练时丢弃体积的整张特征图。</translation>
    </message>
    <message>
        <source>While training, drops whole features of a sequence: all time steps of a channel at once.</source>
        <translation>训练时丢弃序列的整个特征：一次丢弃某个通道的所有时间步。</translation>
    </message>
    <message>
        <source>While training, multiplies by random numbers around 1, as spread as dropout would be.</source>
        <translation>训练时乘以 1 附近的随机数，离散程度与 Dropout 相当。</translation>
    </message>
    <message>
        <source>While training, sets a random share of the input to 0 and scales up the rest.</source>
        <translation>训练时随机把一部分输入置为 0，并放大其余部分。</translation>
    </message>
    <message>
        <source>Widths before and after each axis.</source>
        <translation>每个轴前后的宽度。</translation>
    </message>
    <message>
        <source>Widths cut off before and after each axis.</source>
        <translation>每个轴前后裁掉的宽度。</translation>
    </message>
    <message>
        <source>With all that is inside its sub-models a drawing holds at most {count} layers.</source>
        <translation>连同子模型内部，一张图最多容纳 {count} 个层。</translation>
    </message>
    <message>
        <source>With depth_multiplier m each channel gives m maps, so c channels become c * m. Few weights: window size * channels * m.</source>
        <translation>depth_multiplier 为 m 时，每个通道给出 m 个图，c 个通道变为 c * m 个。权重很少：窗口大小 * 通道数 * m。</translation>
    </message>
    <message>
        <source>With invert the output mode must be int.</source>
        <translation>使用 invert 时，output_mode 必须是 int。</translation>
    </message>
    <message>
        <source>With padding "causal" an output sees only the present and the past.</source>
        <translation>padding 为 "causal" 时，输出只能看到现在和过去。</translation>
    </message>
    <message>
        <source>With strides 2 a picture becomes twice as high and wide. Decoders and generators use it.</source>
        <translation>步长为 2 时，图片的高和宽加倍。用于解码器和生成器。</translation>
    </message>
    <message>
        <source>Without a seed the training and validation files would overlap.</source>
        <translation>没有随机种子，训练文件与验证文件会重叠。</translation>
    </message>
    <message>
        <source>Work out the last size</source>
        <translation>自动算出最后一个大小</translation>
    </message>
    <message>
        <source>Works on the last axis, so an input (batch, 784) becomes (batch, units), and (batch, time, features) becomes (batch, time, units).</source>
        <translation>作用于最后一个轴，因此输入 (batch, 784) 变为 (batch, units)，(batch, time, features) 变为 (batch, time, units)。</translation>
    </message>
    <message>
        <source>Wrap it in TimeDistributed</source>
        <translation>用 TimeDistributed 包裹它</translation>
    </message>
    <message>
        <source>Wrap it in an indicator_column or an embedding_column.</source>
        <translation>请把它放进 indicator_column 或 embedding_column。</translation>
    </message>
    <message>
        <source>Wrappers and cells</source>
        <translation>包装层与单元</translation>
    </message>
    <message>
        <source>Write 18, 25, 40.</source>
        <translation>请写成 18, 25, 40。</translation>
    </message>
    <message>
        <source>Write a class method from_config(config).</source>
        <translation>请编写类方法 from_config(config)。</translation>
    </message>
    <message>
        <source>Write a get_config() that returns plain values for them.</source>
        <translation>请编写为它们返回普通值的 get_config()。</translation>
    </message>
    <message>
        <source>Write a layer class that makes them in build().</source>
        <translation>请编写一个在 build() 中创建它们的层类。</translation>
    </message>
    <message>
        <source>Write a number, a text, a tuple or None.</source>
        <translation>请写数字、文字、元组或 None。</translation>
    </message>
    <message>
        <source>Write a number.</source>
        <translation>请写一个数。</translation>
    </message>
    <message>
        <source>Write add_metric(value, name='my_metric').</source>
        <translation>请写 add_metric(value, name='my_metric')。</translation>
    </message>
    <message>
        <source>Write it again with numpy.savez(file, x=…, y=…).</source>
        <translation>请用 numpy.savez(file, x=…, y=…) 重新写入。</translation>
    </message>
    <message>
        <source>Write it as ab,bc-&gt;ac, ...ab,bc-&gt;...ac or ab...,bc-&gt;ac..., with the output's sizes in output_shape.</source>
        <translation>请写成 ab,bc-&gt;ac、...ab,bc-&gt;...ac 或 ab...,bc-&gt;ac... 的形式，并在 output_shape 中给出输出的大小。</translation>
    </message>
    <message>
        <source>Write it as {{"type": "Dense", "parameters": {{…}}}}.</source>
        <translation>请写成 {{"type": "Dense", "parameters": {{…}}}}。</translation>
    </message>
    <message>
        <source>Write it with modules and functions of torch.nn, or export the network with torch.onnx.export, and open that file.</source>
        <translation>请用 torch.nn 的模块和函数来写，或用 torch.onnx.export 导出网络，然后打开那个文件。</translation>
    </message>
    <message>
        <source>Write it with numpy.savez(file, x=…, y=…).</source>
        <translation>请用 numpy.savez(file, x=…, y=…) 写入。</translation>
    </message>
    <message>
        <source>Write it with operations that both have.</source>
        <translation>请改用两者都有的运算。</translation>
    </message>
    <message>
        <source>Write its call as call(inputs, states, constants).</source>
        <translation>请把它的 call 写成 call(inputs, states, constants)。</translation>
    </message>
    <message>
        <source>Write one that begins with: class MyLayer(layers.Layer):</source>
        <translation>请编写一个类，开头为：class MyLayer(layers.Layer):</translation>
    </message>
    <message>
        <source>Write one that computes its outputs, or give inputs and outputs.</source>
        <translation>请编写计算其输出的 call，或给出 inputs 和 outputs。</translation>
    </message>
    <message>
        <source>Write one that returns the arguments of its __init__.</source>
        <translation>请编写返回其 __init__ 参数的 get_config()。</translation>
    </message>
    <message>
        <source>Write one that returns what the layer makes of its inputs.</source>
        <translation>请编写它，返回层对输入的计算结果。</translation>
    </message>
    <message>
        <source>Write one.</source>
        <translation>请写一个。</translation>
    </message>
    <message>
        <source>Write the class into the exported program by hand.</source>
        <translation>请手工把该类写进导出的程序。</translation>
    </message>
    <message>
        <source>Write the network with Keras's layers, without code whose result is not known before it runs.</source>
        <translation>请用 Keras 的层书写网络，不要使用运行前无法得知结果的代码。</translation>
    </message>
    <message>
        <source>ZeroPadding1D</source>
        <translation>一维补零</translation>
    </message>
    <message>
        <source>ZeroPadding2D</source>
        <translation>二维补零</translation>
    </message>
    <message>
        <source>ZeroPadding3D</source>
        <translation>三维补零</translation>
    </message>
    <message>
        <source>`Input((28, 28, 1))` stands for batches of 28 x 28 pictures with one channel.</source>
        <translation>`Input((28, 28, 1))` 表示成批的 28 x 28 单通道图像。</translation>
    </message>
    <message>
        <source>`adapt(data)` works them out; without it, and where none are given, numbers stay as they are.</source>
        <translation>`adapt(data)` 会算出它们；没有调用它、也没有给出它们时，数字保持不变。</translation>
    </message>
    <message>
        <source>add_loss has no argument {word}.</source>
        <translation>add_loss 没有参数 {word}。</translation>
    </message>
    <message>
        <source>add_weight has no argument {word}.</source>
        <translation>add_weight 没有参数 {word}。</translation>
    </message>
    <message>
        <source>average cannot be {value}.</source>
        <translation>average 不能是 {value}。</translation>
    </message>
    <message>
        <source>axes of InputSpec must be a dict from axis numbers to sizes, not {value}.</source>
        <translation>InputSpec 的 axes 必须是从轴号到尺寸的字典，不能是 {value}。</translation>
    </message>
    <message>
        <source>axis must be a whole number, not {axis}.</source>
        <translation>axis 必须是整数，不能是 {axis}。</translation>
    </message>
    <message>
        <source>batch_size must be at least 1, but is {size}.</source>
        <translation>batch_size 至少应为 1，但现在是 {size}。</translation>
    </message>
    <message>
        <source>beta must be a number with a decimal point above 0, but is {value}.</source>
        <translation>beta 必须是大于 0 且带小数点的数，但现在是 {value}。</translation>
    </message>
    <message>
        <source>beta_1 must be above 0 and at most 1, but is {value}.</source>
        <translation>beta_1 必须大于 0 且不超过 1，但现在是 {value}。</translation>
    </message>
    <message>
        <source>channels_last: (batch, …, channels), channels_first: (batch, channels, …).</source>
        <translation>channels_last：（批次、…、通道）；channels_first：（批次、通道、…）。</translation>
    </message>
    <message>
        <source>class_aggregation cannot be {value}.</source>
        <translation>class_aggregation 不能是 {value}。</translation>
    </message>
    <message>
        <source>class_names are only known where labels are inferred.</source>
        <translation>只有在推断标签时才能给出 class_names。</translation>
    </message>
    <message>
        <source>class_names are {given}, but the sub-folders are {found}.</source>
        <translation>class_names 是 {given}，但子文件夹是 {found}。</translation>
    </message>
    <message>
        <source>class_weight has no weight for the class {label}.</source>
        <translation>class_weight 中没有类别 {label} 的权重。</translation>
    </message>
    <message>
        <source>class_weight has the classes {classes}, but they must count from 0 without gaps.</source>
        <translation>class_weight 的类别是 {classes}，但类别必须从 0 起连续编号。</translation>
    </message>
    <message>
        <source>class_weight works for models with a single output only.</source>
        <translation>class_weight 只适用于单输出的模型。</translation>
    </message>
    <message>
        <source>compile has no argument {word}.</source>
        <translation>compile 没有参数 {word}。</translation>
    </message>
    <message>
        <source>count_mode cannot be {mode}.</source>
        <translation>count_mode 不能是 {mode}。</translation>
    </message>
    <message>
        <source>count_weights go with output_mode count.</source>
        <translation>count_weights 只用于 output_mode 为 count 时。</translation>
    </message>
    <message>
        <source>distribution cannot be {distribution}.</source>
        <translation>distribution 不能是 {distribution}。</translation>
    </message>
    <message>
        <source>dot: query times key, concat: sum of tanh(query + key).</source>
        <translation>dot：查询乘以键；concat：tanh(query + key) 之和。</translation>
    </message>
    <message>
        <source>ema_momentum must be between 0 and 1, but is {value}.</source>
        <translation>ema_momentum 必须在 0 和 1 之间，但现在是 {value}。</translation>
    </message>
    <message>
        <source>ema_overwrite_frequency must be a whole number of steps or None, but is {value}.</source>
        <translation>ema_overwrite_frequency 必须是整数步数或 None，但现在是 {value}。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>epochs must be at least 1, but is {epochs}.</source>
        <translation>epochs 至少为 1，但现在是 {epochs}。</translation>
    </message>
    <message>
        <source>evaluate has no argument {word}.</source>
        <translation>evaluate 没有参数 {word}。</translation>
    </message>
    <message>
        <source>fit takes pictures (pictures, height, width, channels), not shape {shape}.</source>
        <translation>fit 接受图片（图片、高、宽、通道），而不是形状 {shape}。</translation>
    </message>
    <message>
        <source>floatx cannot be {value}.</source>
        <translation>floatx 不能是 {value}。</translation>
    </message>
    <message>
        <source>get_file needs the address of the file.</source>
        <translation>get_file 需要文件的地址。</translation>
    </message>
    <message>
        <source>get_layer needs a name or an index.</source>
        <translation>get_layer 需要名称或序号。</translation>
    </message>
    <message>
        <source>idf_weights belong to a vocabulary.</source>
        <translation>idf_weights 属于一个词表。</translation>
    </message>
    <message>
        <source>idf_weights go with output_mode tf_idf, and it needs them.</source>
        <translation>idf_weights 与 output_mode 为 tf_idf 时配合使用，且必须给出。</translation>
    </message>
    <message>
        <source>initial_epoch must be at least 0, but is {epoch}.</source>
        <translation>initial_epoch 至少为 0，但现在是 {epoch}。</translation>
    </message>
    <message>
        <source>label_mode binary needs two classes, but there are: {names}.</source>
        <translation>label_mode 为 binary 时需要两个类别，但这里有：{names}。</translation>
    </message>
    <message>
        <source>label_weights must not be below 0.</source>
        <translation>label_weights 不能小于 0。</translation>
    </message>
    <message>
        <source>layer_range is {names}, which are not two names of layers.</source>
        <translation>layer_range 是 {names}，不是两个层的名称。</translation>
    </message>
    <message>
        <source>layer_range names {names}, but the model has no such layers.</source>
        <translation>layer_range 写了 {names}，但模型没有这样的层。</translation>
    </message>
    <message>
        <source>learning_rate_power must not be above 0, but is {value}.</source>
        <translation>learning_rate_power 不能大于 0，但现在是 {value}。</translation>
    </message>
    <message>
        <source>minimize needs a function that computes the loss.</source>
        <translation>minimize 需要一个计算损失的函数。</translation>
    </message>
    <message>
        <source>mode cannot be {mode}.</source>
        <translation>mode 不能是 {mode}。</translation>
    </message>
    <message>
        <source>momentum must be between 0 and 1, but is {value}.</source>
        <translation>momentum 必须在 0 和 1 之间，但现在是 {value}。</translation>
    </message>
    <message>
        <source>normalizer_fn must be a function, not {value}.</source>
        <translation>normalizer_fn 必须是函数，不能是 {value}。</translation>
    </message>
    <message>
        <source>num_labels is only needed with multi_label=True.</source>
        <translation>num_labels 只在 multi_label=True 时需要。</translation>
    </message>
    <message>
        <source>num_regressors must not be below 0, but is {value}.</source>
        <translation>num_regressors 不能小于 0，但现在是 {value}。</translation>
    </message>
    <message>
        <source>num_thresholds must be at least {least}, but is {count}.</source>
        <translation>num_thresholds 至少为 {least}，但现在是 {count}。</translation>
    </message>
    <message>
        <source>output_sequence_length goes with output_mode int.</source>
        <translation>output_sequence_length 只用于 output_mode 为 int 时。</translation>
    </message>
    <message>
        <source>pad_sequences takes a list of sequences, but was given {value}.</source>
        <translation>pad_sequences 接受序列的列表，但给了 {value}。</translation>
    </message>
    <message>
        <source>power_iterations must be at least 1, but is {count}.</source>
        <translation>power_iterations 必须至少为 1，但现在是 {count}。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>relu keeps what is positive; sigmoid gives shares between 0 and 1; softmax gives shares that sum to 1 along the last axis; tanh gives numbers between -1 and 1.</source>
        <translation>relu 保留正值；sigmoid 给出 0 到 1 之间的比例；softmax 给出沿最后一个轴总和为 1 的比例；tanh 给出 -1 到 1 之间的数。</translation>
    </message>
    <message>
        <source>resize_images repeats pixels only.</source>
        <translation>resize_images 只能重复像素。</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>个样本</translation>
    </message>
    <message>
        <source>save_freq cannot be {value}.</source>
        <translation>save_freq 不能是 {value}。</translation>
    </message>
    <message>
        <source>save_freq must be set.</source>
        <translation>必须设置 save_freq。</translation>
    </message>
    <message>
        <source>scale must be positive, but is {scale}.</source>
        <translation>scale 必须为正，但现在是 {scale}。</translation>
    </message>
    <message>
        <source>split_dataset needs a size.</source>
        <translation>split_dataset 需要一个大小。</translation>
    </message>
    <message>
        <source>threshold must be a number with a decimal point above 0 and at most 1, but is {value}.</source>
        <translation>threshold 必须是带小数点、大于 0 且不超过 1 的数，但现在是 {value}。</translation>
    </message>
    <message>
        <source>valid: windows stay inside the input. same: zeros are added so that the output is as large as the input divided by the strides.</source>
        <translation>valid：窗口保持在输入之内。same：补零，使输出大小等于输入除以步长。</translation>
    </message>
    <message>
        <source>validation_freq is a number of epochs or a list of epochs, not {value}.</source>
        <translation>validation_freq 是轮数或轮次的列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>validation_split and subset need each other.</source>
        <translation>validation_split 与 subset 必须同时给出。</translation>
    </message>
    <message>
        <source>validation_split must lie between 0 and 1, but is {share}.</source>
        <translation>validation_split 必须在 0 和 1 之间，但现在是 {share}。</translation>
    </message>
    <message>
        <source>validation_split must lie between 0 and 1, not {value}.</source>
        <translation>validation_split 必须在 0 与 1 之间，而不是 {value}。</translation>
    </message>
    <message>
        <source>validation_split needs arrays, but the data come in batches.</source>
        <translation>validation_split 需要数组，但数据是按批次来的。</translation>
    </message>
    <message>
        <source>x above 0, alpha * (exp(x) - 1) below.</source>
        <translation>x 大于 0 时为 x，小于 0 时为 alpha * (exp(x) - 1)。</translation>
    </message>
    <message>
        <source>x above 0, alpha * x below, where alpha is learned for each feature.</source>
        <translation>x 大于 0 时为 x，小于 0 时为 alpha * x，其中每个特征的 alpha 由学习得到。</translation>
    </message>
    <message>
        <source>x above 0, alpha * x below: a unit never falls silent altogether.</source>
        <translation>x 大于 0 时为 x，小于 0 时为 alpha * x：单元不会完全沉寂。</translation>
    </message>
    <message>
        <source>x where it is above theta, else 0.</source>
        <translation>x 大于 theta 时为 x，否则为 0。</translation>
    </message>
    <message>
        <source>zoom_range and brightness_range take two numbers.</source>
        <translation>zoom_range 与 brightness_range 是两个数。</translation>
    </message>
    <message>
        <source>{argument} cannot be {value}.</source>
        <translation>{argument} 不能是 {value}。</translation>
    </message>
    <message>
        <source>{argument} has {count} entries, but the model has {outputs} outputs.</source>
        <translation>{argument} 有 {count} 项，但模型有 {outputs} 个输出。</translation>
    </message>
    <message>
        <source>{argument} must be between 0 and 1, but is {value}.</source>
        <translation>{argument} 必须在 0 到 1 之间，但现在是 {value}。</translation>
    </message>
    <message>
        <source>{argument} must not be below 0, but is {value}.</source>
        <translation>{argument} 不能小于 0，但现在是 {value}。</translation>
    </message>
    <message>
        <source>{argument} names the output {name}, which the model does not have.</source>
        <translation>{argument} 写了输出 {name}，但模型没有这个输出。</translation>
    </message>
    <message>
        <source>{callback} calls a function, which cannot be written into a program.</source>
        <translation>{callback} 会调用一个函数，无法写入程序。</translation>
    </message>
    <message>
        <source>{callback} has no argument {name}.</source>
        <translation>{callback} 没有参数 {name}。</translation>
    </message>
    <message>
        <source>{cls} cannot be registered, because it has no get_config().</source>
        <translation>{cls} 没有 get_config()，无法注册。</translation>
    </message>
    <message>
        <source>{color} is no color.</source>
        <translation>{color} 不是颜色。</translation>
    </message>
    <message>
        <source>{count} layers have this name.</source>
        <translation>有 {count} 个层使用这个名称。</translation>
    </message>
    <message>
        <source>{count} pictures of {width} × {height} pixels do not fit into memory.</source>
        <translation>{count} 张 {width} × {height} 像素的图片超出内存。</translation>
    </message>
    <message>
        <source>{count} samples cannot be parted into {left} and {right}.</source>
        <translation>{count} 个样本无法分成 {left} 个和 {right} 个。</translation>
    </message>
    <message>
        <source>{count} sub-models have this name.</source>
        <translation>有 {count} 个子模型使用了这个名字。</translation>
    </message>
    <message>
        <source>{dtype} is no dtype.</source>
        <translation>{dtype} 不是 dtype。</translation>
    </message>
    <message>
        <source>{field} cannot be {value}.</source>
        <translation>{field} 不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} describes no layer: it has no type.</source>
        <translation>{field} 没有描述任何层：它没有 type。</translation>
    </message>
    <message>
        <source>{field} holds {size}, which is no size.</source>
        <translation>{field} 中的 {size} 不是有效的大小。</translation>
    </message>
    <message>
        <source>{field} holds {value}, which is no feature column.</source>
        <translation>{field} 中的 {value} 不是 feature column。</translation>
    </message>
    <message>
        <source>{field} is empty.</source>
        <translation>{field} 为空。</translation>
    </message>
    <message>
        <source>{field} is too long or holds signs that are no characters.</source>
        <translation>{field} 太长，或含有无效字符。</translation>
    </message>
    <message>
        <source>{field} leaves more than one size open.</source>
        <translation>{field} 留空的大小不止一个。</translation>
    </message>
    <message>
        <source>{field} must be True or False, not {value}.</source>
        <translation>{field} 必须是 True 或 False，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a cell with call() and state_size, but {value} has no {name}.</source>
        <translation>{field} 必须是带有 call() 和 state_size 的单元，但 {value} 没有 {name}。</translation>
    </message>
    <message>
        <source>{field} must be a finite number, not {value}.</source>
        <translation>{field} 必须是有限的数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a function, not {value}.</source>
        <translation>{field} 必须是函数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a layer, not {value}.</source>
        <translation>{field} 必须是层，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a list of cells, not {value}.</source>
        <translation>{field} 必须是单元的列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a list of feature columns, not {value}.</source>
        <translation>{field} 必须是 feature column 的列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a list of names, not {value}.</source>
        <translation>{field} 必须是名称列表，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a network from the input and the states to the output and the new states, not {value}.</source>
        <translation>{field} 必须是从输入和状态到输出和新状态的网络，而不是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a number, not {value}.</source>
        <translation>{field} 必须是数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a text, not {value}.</source>
        <translation>{field} 必须是文字，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a tuple of sizes such as (28, 28, 1), not {value}.</source>
        <translation>{field} 必须是 (28, 28, 1) 这样的大小元组，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a whole number of at least {least}, but is {count}.</source>
        <translation>{field} 必须是不小于 {least} 的整数，但现在是 {count}。</translation>
    </message>
    <message>
        <source>{field} must be a whole number or {length} of them, not {value}.</source>
        <translation>{field} 必须是一个整数或 {length} 个整数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a whole number, not {value}.</source>
        <translation>{field} 必须是整数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be a whole number, {axes} of them, or {axes} pairs, not {value}.</source>
        <translation>{field} 必须是一个整数、{axes} 个整数或 {axes} 对整数，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be an axis number, not {value}.</source>
        <translation>{field} 必须是轴的编号，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be at least {minimum}, but is {value}.</source>
        <translation>{field} 至少应为 {minimum}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be at most {maximum}, but is {value}.</source>
        <translation>{field} 至多应为 {maximum}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be below {maximum}, but is {value}.</source>
        <translation>{field} 必须小于 {maximum}，但现在是 {value}。</translation>
    </message>
    <message>
        <source>{field} must be settings by name, not {value}.</source>
        <translation>{field} 必须是按名称给出的设置，不能是 {value}。</translation>
    </message>
    <message>
        <source>{field} needs {length} numbers, but has {count}.</source>
        <translation>{field} 需要 {length} 个数，但只有 {count} 个。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a table: {reason}</source>
        <translation>无法把 {file} 读作表格：{reason}</translation>
    </message>
    <message>
        <source>{file} cannot be read.</source>
        <translation>无法读取 {file}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be saved: its folder is not there.</source>
        <translation>无法保存 {file}：所在的文件夹不存在。</translation>
    </message>
    <message>
        <source>{file} cannot be saved: its folder may not be written.</source>
        <translation>无法保存 {file}：所在的文件夹不可写。</translation>
    </message>
    <message>
        <source>{file} cannot be saved: {reason}. What was there before is untouched.</source>
        <translation>无法保存 {file}：{reason}。原有内容没有改动。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} has a fault and was not opened.</source>
        <translation>{file} 有一处错误，未能打开。</translation>
    </message>
    <message>
        <source>{file} has a heading but no rows.</source>
        <translation>{file} 只有表头，没有数据行。</translation>
    </message>
    <message>
        <source>{file} has no array called '{name}'.</source>
        <translation>{file} 中没有名为“{name}”的数组。</translation>
    </message>
    <message>
        <source>{file} has no version that Layerloom knows: {version}.</source>
        <translation>{file} 的版本 Layerloom 不认识：{version}。</translation>
    </message>
    <message>
        <source>{file} has {count} faults and was not opened.</source>
        <translation>{file} 有 {count} 处错误，未能打开。</translation>
    </message>
    <message>
        <source>{file} holds no arrays.</source>
        <translation>{file} 中没有数组。</translation>
    </message>
    <message>
        <source>{file} holds {count} arrays, more than {limit}.</source>
        <translation>{file} 中有 {count} 个数组，超过 {limit} 个。</translation>
    </message>
    <message>
        <source>{file} holds {word}, which is no number for a project.</source>
        <translation>{file} 中有 {word}，项目中不能使用这样的数。</translation>
    </message>
    <message>
        <source>{file} in the run folder {folder} is missing or damaged.</source>
        <translation>运行文件夹 {folder} 中的 {file} 缺失或已损坏。</translation>
    </message>
    <message>
        <source>{file} is damaged at line {line}, column {column}: {reason}.</source>
        <translation>{file} 在第 {line} 行第 {column} 列处损坏：{reason}。</translation>
    </message>
    <message>
        <source>{file} is damaged or holds no arrays.</source>
        <translation>{file} 已损坏，或其中没有数组。</translation>
    </message>
    <message>
        <source>{file} is damaged or is no .npz file.</source>
        <translation>{file} 已损坏，或不是 .npz 文件。</translation>
    </message>
    <message>
        <source>{file} is damaged or is no picture.</source>
        <translation>{file} 已损坏，或不是图片。</translation>
    </message>
    <message>
        <source>{file} is damaged.</source>
        <translation>{file} 已损坏。</translation>
    </message>
    <message>
        <source>{file} is damaged: it ends in the middle, at line {line}.</source>
        <translation>{file} 已损坏：内容在第 {line} 行中断。</translation>
    </message>
    <message>
        <source>{file} is damaged: the key {key} stands twice in one object.</source>
        <translation>{file} 已损坏：同一对象中键 {key} 出现两次。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 是空的。</translation>
    </message>
    <message>
        <source>{file} is larger than {limit} MB, too large for a project.</source>
        <translation>{file} 超过 {limit} MB，作为项目太大。</translation>
    </message>
    <message>
        <source>{file} is nested too deeply to be a project.</source>
        <translation>{file} 的嵌套太深，不是有效的项目。</translation>
    </message>
    <message>
        <source>{file} is no Layerloom project.</source>
        <translation>{file} 不是 Layerloom 项目。</translation>
    </message>
    <message>
        <source>{file} is no Layerloom project: it is not UTF-8 text.</source>
        <translation>{file} 不是 Layerloom 项目：它不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{file} is no file.</source>
        <translation>{file} 不是文件。</translation>
    </message>
    <message>
        <source>{file} is no record file, or is damaged.</source>
        <translation>{file} 不是记录文件，或已损坏。</translation>
    </message>
    <message>
        <source>{file} is not a text file.</source>
        <translation>{file} 不是文本文件。</translation>
    </message>
    <message>
        <source>{file} is not there any more.</source>
        <translation>{file} 已不存在。</translation>
    </message>
    <message>
        <source>{file} is of a kind that cannot be read.</source>
        <translation>{file} 的类型无法读取。</translation>
    </message>
    <message>
        <source>{file} is write-protected and stays as it was.</source>
        <translation>{file} 是只读的，保持原样。</translation>
    </message>
    <message>
        <source>{file} is {size} GB large, more than {limit} GB.</source>
        <translation>{file} 有 {size} GB，超过 {limit} GB。</translation>
    </message>
    <message>
        <source>{file} may not be read.</source>
        <translation>没有读取 {file} 的权限。</translation>
    </message>
    <message>
        <source>{file} wants to write {name}, outside of its folder.</source>
        <translation>{file} 想把 {name} 写到其文件夹之外。</translation>
    </message>
    <message>
        <source>{file} was written by a newer Layerloom (file version {version}, this one reads up to {newest}).</source>
        <translation>{file} 由更新版本的 Layerloom 写入（文件版本 {version}，此版本最高支持 {newest}）。</translation>
    </message>
    <message>
        <source>{folder} holds no files that end in {suffixes}.</source>
        <translation>{folder} 里没有以 {suffixes} 结尾的文件。</translation>
    </message>
    <message>
        <source>{folder} holds no pictures in sub-folders.</source>
        <translation>{folder} 的子文件夹中没有图片。</translation>
    </message>
    <message>
        <source>{function} takes a column of categories, but was given {column}.</source>
        <translation>{function} 需要类别列，但得到 {column}。</translation>
    </message>
    <message>
        <source>{kind} does not fit into {field} of {name}.</source>
        <translation>{kind} 不能放入 {name} 的 {field}。</translation>
    </message>
    <message>
        <source>{layer} cannot be both fused and synchronized.</source>
        <translation>{layer} 不能同时 fused 和 synchronized。</translation>
    </message>
    <message>
        <source>{layer} cannot be made from its config: {reason}.</source>
        <translation>无法由 config 建立 {layer}：{reason}。</translation>
    </message>
    <message>
        <source>{layer} cannot be written as a layer of {title}.</source>
        <translation>{layer} 无法写成 {title} 的层。</translation>
    </message>
    <message>
        <source>{layer} cannot be written inside a layer.</source>
        <translation>{layer} 无法写在另一层之内。</translation>
    </message>
    <message>
        <source>{layer} cannot compute {operation} of this: {reason}.</source>
        <translation>{layer} 无法对此计算 {operation}：{reason}。</translation>
    </message>
    <message>
        <source>{layer} cannot give rows of different lengths.</source>
        <translation>{layer} 不能给出长度不同的行。</translation>
    </message>
    <message>
        <source>{layer} cannot give sparse results.</source>
        <translation>{layer} 不能给出稀疏结果。</translation>
    </message>
    <message>
        <source>{layer} cannot have {field}.</source>
        <translation>{layer} 不能有 {field}。</translation>
    </message>
    <message>
        <source>{layer} cannot lay out a sample of shape {shape} ({count} numbers) as {target}.</source>
        <translation>{layer} 无法把形状 {shape} 的样本（{count} 个数）排成 {target}。</translation>
    </message>
    <message>
        <source>{layer} cannot leave as it came: not all that it was given is kept in the drawing.</source>
        <translation>{layer}无法原样导出：它的输入没有全部保存在图中。</translation>
    </message>
    <message>
        <source>{layer} cannot make an output of size {size} from an input of {places}.</source>
        <translation>{layer} 无法由大小为 {places} 的输入得到大小为 {size} 的输出。</translation>
    </message>
    <message>
        <source>{layer} cannot make its weight {weight}: the size of an axis of its input is not known.</source>
        <translation>{layer} 无法创建权重 {weight}：输入有一个轴的大小未知。</translation>
    </message>
    <message>
        <source>{layer} cannot make {groups} groups of {channels} channels.</source>
        <translation>{layer} 无法把 {channels} 个通道分成 {groups} 组。</translation>
    </message>
    <message>
        <source>{layer} cannot normalise along the axes {axis} of an input with {rank} axes.</source>
        <translation>输入有 {rank} 个轴，{layer} 无法沿轴 {axis} 归一化。</translation>
    </message>
    <message>
        <source>{layer} cannot walk along a sequence: it has no {name}.</source>
        <translation>{layer} 不能沿序列行走：它没有 {name}。</translation>
    </message>
    <message>
        <source>{layer} cannot work on its input: {reason}.</source>
        <translation>{layer} 无法处理它的输入：{reason}。</translation>
    </message>
    <message>
        <source>{layer} compares queries of size {query} with keys of size {key}.</source>
        <translation>{layer} 要比较大小为 {query} 的查询与大小为 {key} 的键。</translation>
    </message>
    <message>
        <source>{layer} cuts its result by widths that depend on its input's size.</source>
        <translation>{layer} 对结果的裁剪宽度取决于输入的大小。</translation>
    </message>
    <message>
        <source>{layer} cuts {count} of the {size} places of an axis away, nothing is left.</source>
        <translation>{layer} 从大小为 {size} 的轴上裁掉 {count} 个位置，什么都不剩。</translation>
    </message>
    <message>
        <source>{layer} does not know how long its rows are, as they depend on the texts.</source>
        <translation>{layer} 不知道每行有多长，因为这取决于文本。</translation>
    </message>
    <message>
        <source>{layer} does not know its ranges yet.</source>
        <translation>{layer} 还不知道它的区间。</translation>
    </message>
    <message>
        <source>{layer} does not say its {part}: AbstractRNNCell is only a pattern.</source>
        <translation>{layer} 没有说明 {part}：AbstractRNNCell 只是样板。</translation>
    </message>
    <message>
        <source>{layer} does not support masking, but was given a mask.</source>
        <translation>{layer} 不支持掩码，但给了它掩码。</translation>
    </message>
    <message>
        <source>{layer} does not tell its {name}.</source>
        <translation>{layer} 没有说明它的 {name}。</translation>
    </message>
    <message>
        <source>{layer} folds {shape}, which has no places.</source>
        <translation>{layer} 要折叠的 {shape} 没有任何位置。</translation>
    </message>
    <message>
        <source>{layer} gets a mask that does not fit its input of {rank} axes.</source>
        <translation>{layer} 得到的掩码与它 {rank} 个轴的输入不相配。</translation>
    </message>
    <message>
        <source>{layer} gets {values} values, but {keys} keys.</source>
        <translation>{layer} 得到 {values} 个值，但有 {keys} 个键。</translation>
    </message>
    <message>
        <source>{layer} hands constants to its cell, which has no spelling in PyTorch.</source>
        <translation>{layer} 向其单元传递常量，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} hands out its states in reversed order, which Keras 3 does not know.</source>
        <translation>{layer} 以相反的顺序给出状态，Keras 3 不支持。</translation>
    </message>
    <message>
        <source>{layer} has a mask, which this operator of ONNX cannot take.</source>
        <translation>{layer} 带有掩码，ONNX 的这个算子不接受掩码。</translation>
    </message>
    <message>
        <source>{layer} has a penalty on all its projections, which has no spelling in PyTorch.</source>
        <translation>{layer} 对其所有投影都加了惩罚，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has a penalty on an output inside each step, which has no spelling in PyTorch.</source>
        <translation>{layer} 在每一步内部对一个输出加了惩罚，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has a penalty on the output of each direction, which has no spelling in PyTorch.</source>
        <translation>{layer} 对每个方向的输出加了惩罚，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has a penalty on the output of each step, which has no spelling in PyTorch.</source>
        <translation>{layer} 对每一步的输出加了惩罚，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has a range from {low} to {high}.</source>
        <translation>{layer} 的范围是从 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>{layer} has a window of {kernel}, which is larger than the input {shape}.</source>
        <translation>{layer} 的窗口 {kernel} 比输入 {shape} 还大。</translation>
    </message>
    <message>
        <source>{layer} has been called on inputs of different shapes, so it has no single {part}.</source>
        <translation>{layer} 曾在不同形状的输入上被调用，因此没有唯一的 {part}。</translation>
    </message>
    <message>
        <source>{layer} has been called {count} times in a network, so there is no call {index}.</source>
        <translation>{layer} 在网络中被调用了 {count} 次，因此没有调用 {index}。</translation>
    </message>
    <message>
        <source>{layer} has been called {count} times, so it has no single {part}.</source>
        <translation>{layer} 被调用了 {count} 次，因此没有唯一的 {part}。</translation>
    </message>
    <message>
        <source>{layer} has columns for 0 to {last}, but was given {low} to {high}.</source>
        <translation>{layer} 有 0 到 {last} 的列，却收到了 {low} 到 {high}。</translation>
    </message>
    <message>
        <source>{layer} has input_length {length}, but gets an input of shape {shape}.</source>
        <translation>{layer} 的 input_length 是 {length}，但得到形状为 {shape} 的输入。</translation>
    </message>
    <message>
        <source>{layer} has never been called in a network and thus has no defined {part}.</source>
        <translation>{layer} 从未在网络中被调用，因此没有 {part}。</translation>
    </message>
    <message>
        <source>{layer} has no function of torch's.</source>
        <translation>{layer} 在 torch 中没有对应的函数。</translation>
    </message>
    <message>
        <source>{layer} has no kernel and no embeddings.</source>
        <translation>{layer} 既没有核（kernel），也没有嵌入（embeddings）。</translation>
    </message>
    <message>
        <source>{layer} has no module of torch's.</source>
        <translation>{layer} 在 torch 中没有对应的模块。</translation>
    </message>
    <message>
        <source>{layer} has no parameter {word}.</source>
        <translation>{layer} 没有参数 {word}。</translation>
    </message>
    <message>
        <source>{layer} has no weights yet, because it has not seen an input.</source>
        <translation>{layer} 还没有权重，因为尚未接收过输入。</translation>
    </message>
    <message>
        <source>{layer} has only one of mean and variance.</source>
        <translation>{layer} 只有均值和方差中的一个。</translation>
    </message>
    <message>
        <source>{layer} has output_padding {extra}, which must be below strides {stride}.</source>
        <translation>{layer} 的 output_padding 为 {extra}，必须小于步长 {stride}。</translation>
    </message>
    <message>
        <source>{layer} has room for {count} words, which is none beside the unknown ones.</source>
        <translation>{layer} 只容得下 {count} 个词，除未知词外没有余地。</translation>
    </message>
    <message>
        <source>{layer} has room for {most} words, but was given {count}.</source>
        <translation>{layer} 容得下 {most} 个词，却收到了 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} has several inputs, which has no spelling in PyTorch.</source>
        <translation>{layer} 有多个输入，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has several outputs, which has no spelling in PyTorch.</source>
        <translation>{layer} 有多个输出，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} has states of shapes {before}, but makes new states of shapes {after}.</source>
        <translation>{layer} 的状态形状为 {before}，但输出的新状态形状为 {after}。</translation>
    </message>
    <message>
        <source>{layer} has states of shapes {expected}, but was given {shapes}.</source>
        <translation>{layer} 的状态形状是 {expected}，但给了 {shapes}。</translation>
    </message>
    <message>
        <source>{layer} has states of sizes {sizes}, but was given states of shapes {shapes}.</source>
        <translation>{layer} 的状态大小是 {sizes}，但给了形状为 {shapes} 的状态。</translation>
    </message>
    <message>
        <source>{layer} has strides {strides} and dilation {rate}: only one may be above 1.</source>
        <translation>{layer} 的步长为 {strides}、膨胀率为 {rate}：只能有一个大于 1。</translation>
    </message>
    <message>
        <source>{layer} has the order {dims}, which does not fit an input of shape {shape}.</source>
        <translation>{layer} 的顺序 {dims} 与形状为 {shape} 的输入不符。</translation>
    </message>
    <message>
        <source>{layer} has the order {dims}, which does not name each axis once.</source>
        <translation>{layer} 的顺序 {dims} 没有把每个轴恰好写一次。</translation>
    </message>
    <message>
        <source>{layer} has the padding "causal", which Keras 3 does not know here.</source>
        <translation>{layer} 的填充为 "causal"，Keras 3 在此不支持。</translation>
    </message>
    <message>
        <source>{layer} has two states with {filters} channels, but was given states of shapes {shapes}.</source>
        <translation>{layer} 有两个 {filters} 通道的状态，但给了形状为 {shapes} 的状态。</translation>
    </message>
    <message>
        <source>{layer} has vectors for 0 to {last}, but was given {wrong}.</source>
        <translation>{layer} 有 0 到 {last} 的向量，但给了 {wrong}。</translation>
    </message>
    <message>
        <source>{layer} has weights for every place, so it needs the sizes of its input, but gets {shape}.</source>
        <translation>{layer} 在每个位置都有权重，因此需要知道输入的各个大小，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} has {count} inputs, but {masks} masks.</source>
        <translation>{layer} 有 {count} 个输入，却有 {masks} 个掩码。</translation>
    </message>
    <message>
        <source>{layer} has {count} outputs, but a Sequential model can pass on only one.</source>
        <translation>{layer} 有 {count} 个输出，但 Sequential 模型只能传递一个。</translation>
    </message>
    <message>
        <source>{layer} has {expected} weights, but was given {count}.</source>
        <translation>{layer} 有 {expected} 个权重，但给了 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} has {field} {value}, which is not True or False.</source>
        <translation>{layer} 的 {field} 是 {value}，不是 True 或 False。</translation>
    </message>
    <message>
        <source>{layer} has {filters} filters, which {groups} groups cannot share evenly.</source>
        <translation>{layer} 有 {filters} 个滤波器，无法平均分给 {groups} 组。</translation>
    </message>
    <message>
        <source>{layer} has {groups} groups, but its input has {channels} channels.</source>
        <translation>{layer} 有 {groups} 组，但输入有 {channels} 个通道。</translation>
    </message>
    <message>
        <source>{layer} has {wanted} states, but was given {count}.</source>
        <translation>{layer} 有 {wanted} 个状态，但给了 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} is a class of its own, which cannot be written in PyTorch.</source>
        <translation>{layer} 是自定义的类，无法写成 PyTorch。</translation>
    </message>
    <message>
        <source>{layer} is a class of your own, which cannot be written for {title}.</source>
        <translation>{layer} 是您自己的类，无法为 {title} 写出。</translation>
    </message>
    <message>
        <source>{layer} is a {kind}, which Layerloom does not know, so it cannot be computed.</source>
        <translation>{layer}是一个{kind}，Layerloom 不认识它，因此无法计算。</translation>
    </message>
    <message>
        <source>{layer} is always called as in training, which has no spelling in PyTorch.</source>
        <translation>{layer} 总是以训练方式调用，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} is called in two ways that need different modules in PyTorch, which cannot share its weights.</source>
        <translation>{layer} 以两种方式被调用，在 PyTorch 中需要不同的模块，无法共享其权重。</translation>
    </message>
    <message>
        <source>{layer} is called on values with a mask and on others without one, which has no spelling in PyTorch.</source>
        <translation>{layer} 既用于带掩码的值，又用于不带掩码的值，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} is called with a mask of its own, which has no spelling in PyTorch.</source>
        <translation>{layer} 调用时给出了自己的掩码，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} is given a query {query}, a value {value} and a key {key}: the last axes of query and value must be equal, and all axes of value and key but the last.</source>
        <translation>{layer} 得到查询 {query}、值 {value} 和键 {key}：查询与值的最后一个轴必须相等，值与键除最后一个轴外的所有轴必须相等。</translation>
    </message>
    <message>
        <source>{layer} is given constants, which Keras 3 does not know.</source>
        <translation>{layer} 带有常量输入，Keras 3 不支持。</translation>
    </message>
    <message>
        <source>{layer} is shared by two networks, which a program cannot say.</source>
        <translation>{layer} 被两个网络共用，程序无法表达这一点。</translation>
    </message>
    <message>
        <source>{layer} is stateful, so it must know how many samples a batch has.</source>
        <translation>{layer} 是 stateful 的，因此必须知道一个批次有多少样本。</translation>
    </message>
    <message>
        <source>{layer} is stateful, so it must know the size of its pictures, but gets {shape}.</source>
        <translation>{layer} 是 stateful 的，因此必须知道图片的大小，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} is to be unrolled, but the number of steps is not known.</source>
        <translation>{layer} 要展开，但步数未知。</translation>
    </message>
    <message>
        <source>{layer} joins shapes {shapes} along axis {axis}: their other sizes must be equal.</source>
        <translation>{layer} 沿轴 {axis} 拼接形状 {shapes}：其余大小必须相等。</translation>
    </message>
    <message>
        <source>{layer} joins values of shapes {shapes}, which do not fit element by element.</source>
        <translation>{layer} 合并的形状 {shapes} 无法逐元素对应。</translation>
    </message>
    <message>
        <source>{layer} keeps no states between batches.</source>
        <translation>{layer} 不在批次之间保存状态。</translation>
    </message>
    <message>
        <source>{layer} knows no salt and no sparse results.</source>
        <translation>{layer} 不支持 salt，也不支持稀疏结果。</translation>
    </message>
    <message>
        <source>{layer} knows only padding "valid" with implementation 1.</source>
        <translation>implementation 为 1 时，{layer} 只支持 padding "valid"。</translation>
    </message>
    <message>
        <source>{layer} leaves gaps in a sequence, which ONNX cannot say.</source>
        <translation>{layer} 在序列中留有空位，ONNX 无法表达。</translation>
    </message>
    <message>
        <source>{layer} leaves gaps in a sequence, which has no spelling in PyTorch.</source>
        <translation>{layer} 在序列中留有空缺，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} looks for the place of an extreme over several axes.</source>
        <translation>{layer} 在多个轴上寻找极值的位置。</translation>
    </message>
    <message>
        <source>{layer} makes texts of numbers, which a network cannot hold.</source>
        <translation>{layer} 把数字变成文本，而网络中不能有文本。</translation>
    </message>
    <message>
        <source>{layer} must be called on a list of inputs, [query, value] or [query, value, key], but gets {count}.</source>
        <translation>{layer} 必须用输入列表 [query, value] 或 [query, value, key] 调用，但得到 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} names an axis twice: {axis}.</source>
        <translation>{layer} 把一个轴写了两次：{axis}。</translation>
    </message>
    <message>
        <source>{layer} needs a list of at least two features.</source>
        <translation>{layer} 需要至少两个特征组成的列表。</translation>
    </message>
    <message>
        <source>{layer} needs a list of at least {least} inputs, but gets {count}.</source>
        <translation>{layer} 至少需要 {least} 个输入，但只有 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} needs a list of {word}.</source>
        <translation>{layer} 需要一个{word}的列表。</translation>
    </message>
    <message>
        <source>{layer} needs a size that cannot be told from the sizes of the input.</source>
        <translation>{layer} 需要一个无法由输入大小得出的大小。</translation>
    </message>
    <message>
        <source>{layer} needs a value for {field}.</source>
        <translation>{layer} 需要填写 {field}。</translation>
    </message>
    <message>
        <source>{layer} needs a vector (batch, features), but gets {shape}.</source>
        <translation>{layer} 需要向量（批次、特征），但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs an input with at least 3 axes (batch, steps, …), but gets {shape}.</source>
        <translation>{layer} 需要至少有 3 个轴（批次、步、…）的输入，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs an input with at least {wanted} axes, but gets {shape}.</source>
        <translation>{layer} 需要至少有 {wanted} 个轴的输入，但得到的是 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs an input with at most {wanted} axes, but gets {shape}.</source>
        <translation>{layer} 需要最多有 {wanted} 个轴的输入，但得到的是 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs an input with {wanted} axes{axes}, but gets {shape}.</source>
        <translation>{layer} 需要有 {wanted} 个轴{axes}的输入，但得到的是 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs at least one bucket.</source>
        <translation>{layer} 至少需要一个桶。</translation>
    </message>
    <message>
        <source>{layer} needs equal strides along all axes, but has {strides}.</source>
        <translation>{layer} 需要各轴步长相同，但现在是 {strides}。</translation>
    </message>
    <message>
        <source>{layer} needs exactly two inputs, but gets {count}.</source>
        <translation>{layer} 需要恰好两个输入，但得到 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} needs num_tokens, and cannot give sparse results.</source>
        <translation>{layer} 需要 num_tokens，并且不能给出稀疏结果。</translation>
    </message>
    <message>
        <source>{layer} needs one axis, or one for each of its two inputs, not {axes}.</source>
        <translation>{layer} 需要一个轴，或两个输入各一个轴，不能是 {axes}。</translation>
    </message>
    <message>
        <source>{layer} needs the feature '{key}', which is not among the data.</source>
        <translation>{layer} 需要特征“{key}”，但数据中没有。</translation>
    </message>
    <message>
        <source>{layer} needs the number of channels of its input, but gets {shape}.</source>
        <translation>{layer} 需要知道输入的通道数，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs the size of axis {axis}, but gets {shape}.</source>
        <translation>{layer} 需要知道轴 {axis} 的大小，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs the size of the last axis of its input, but gets {shape}.</source>
        <translation>{layer} 需要知道输入最后一个轴的大小，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs the sizes of the axes {axis}, but gets {shape}.</source>
        <translation>{layer} 需要知道轴 {axis} 的大小，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs {rank} axes {axes} but gets {shape}.</source>
        <translation>{layer} 需要 {rank} 个轴 {axes}，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} needs {wanted} axes (batch, …, channels), but gets {shape}.</source>
        <translation>{layer} 需要 {wanted} 个轴（批次、…、通道），但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} normalizes over several axes, and Keras 3 takes one.</source>
        <translation>{layer} 在多个轴上归一化，而 Keras 3 只接受一个轴。</translation>
    </message>
    <message>
        <source>{layer} prepares its data outside the network, which ONNX cannot.</source>
        <translation>{layer} 在网络之外准备数据，ONNX 做不到。</translation>
    </message>
    <message>
        <source>{layer} prepares its data outside the network, which has no spelling in PyTorch.</source>
        <translation>{layer} 在网络之外准备数据，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} reads a column of the table that {other} reads too, which has no spelling in PyTorch.</source>
        <translation>{layer} 读取的表格列也被 {other} 读取，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} reads data from outside of its call, which has no spelling in PyTorch.</source>
        <translation>{layer} 读取调用之外的数据，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} reads data that are no input of the graph.</source>
        <translation>{layer} 读取的数据不是计算图的输入。</translation>
    </message>
    <message>
        <source>{layer} reports a metric of its own, which has no spelling in PyTorch.</source>
        <translation>{layer} 报告自己的指标，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} stands in a network inside the network, which has no spelling in PyTorch.</source>
        <translation>{layer} 位于网络内部的网络中，这在 PyTorch 中没有对应的写法。</translation>
    </message>
    <message>
        <source>{layer} takes a dict of features or a table, but was given {value}.</source>
        <translation>{layer} 接受特征的字典或表格，但给了 {value}。</translation>
    </message>
    <message>
        <source>{layer} takes a list [query mask, value mask] as its mask.</source>
        <translation>{layer} 的掩码应是列表 [query mask, value mask]。</translation>
    </message>
    <message>
        <source>{layer} takes at most {most} positional arguments, but was given {count}.</source>
        <translation>{layer} 最多接受 {most} 个位置参数，但给了 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} takes either bin_boundaries or num_bins, and gives no sparse results.</source>
        <translation>{layer} 只接受 bin_boundaries 与 num_bins 之一，并且不给出稀疏结果。</translation>
    </message>
    <message>
        <source>{layer} takes factors from 0 to 1.</source>
        <translation>{layer} 的系数在 0 到 1 之间。</translation>
    </message>
    <message>
        <source>{layer} takes features of shape (batch,) or (batch, 1), all alike, not {shapes}.</source>
        <translation>{layer} 的各个特征必须形状相同，为 (batch,) 或 (batch, 1)，而不是 {shapes}。</translation>
    </message>
    <message>
        <source>{layer} takes one text for each sample, not an array of shape {shape}.</source>
        <translation>{layer} 的每个样本是一段文本，而不是形状为 {shape} 的数组。</translation>
    </message>
    <message>
        <source>{layer} takes texts, which has no spelling in PyTorch.</source>
        <translation>{layer} 接收文本，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} takes {expected} inputs, but gets {count}.</source>
        <translation>{layer} 接受 {expected} 个输入，但得到 {count} 个。</translation>
    </message>
    <message>
        <source>{layer} uses a function for {field}, which cannot be written.</source>
        <translation>{layer} 的 {field} 是一个函数，无法写出。</translation>
    </message>
    <message>
        <source>{layer} uses a number that depends on the input's size.</source>
        <translation>{layer} 使用的数取决于输入的大小。</translation>
    </message>
    <message>
        <source>{layer} uses a table of numbers that depends on the input's size.</source>
        <translation>{layer} 使用的数表取决于输入的大小。</translation>
    </message>
    <message>
        <source>{layer} uses the interpolation {interpolation}, which Keras 3 does not know.</source>
        <translation>{layer} 使用 Keras 3 不支持的插值 {interpolation}。</translation>
    </message>
    <message>
        <source>{layer} walks backwards over a part, which has no spelling in PyTorch.</source>
        <translation>{layer} 倒着走过一部分，这在 PyTorch 中无法表达。</translation>
    </message>
    <message>
        <source>{layer} was built for {size} along axis {axis}, but gets {shape}.</source>
        <translation>{layer} 按轴 {axis} 上大小 {size} 建立，但得到 {shape}。</translation>
    </message>
    <message>
        <source>{layer} was built for {size} channels, but gets an input of shape {shape}.</source>
        <translation>{layer} 按 {size} 个通道建立，但输入的形状是 {shape}。</translation>
    </message>
    <message>
        <source>{layer} was built for {size} features, but gets an input of shape {shape}.</source>
        <translation>{layer} 按 {size} 个特征建立，但输入的形状是 {shape}。</translation>
    </message>
    <message>
        <source>{layer} was called without inputs.</source>
        <translation>调用 {layer} 时没有给输入。</translation>
    </message>
    <message>
        <source>{layer} was given a loss that belongs to a network.</source>
        <translation>{layer} 得到的损失属于某个网络。</translation>
    </message>
    <message>
        <source>{layer} was given a loss that is already a number, so it cannot be trained.</source>
        <translation>{layer} 得到的损失已经是一个数，因此无法训练。</translation>
    </message>
    <message>
        <source>{layer} was given a mask of shape {mask} for {batch} sequences of {steps} steps.</source>
        <translation>{layer} 得到形状为 {mask} 的掩码，但有 {batch} 个各 {steps} 步的序列。</translation>
    </message>
    <message>
        <source>{layer} was given a metric that belongs to a network.</source>
        <translation>{layer} 得到的指标属于某个网络。</translation>
    </message>
    <message>
        <source>{layer} was given a metric that is already a number.</source>
        <translation>{layer} 得到的指标已经是一个数。</translation>
    </message>
    <message>
        <source>{layer} was given {count} initial states, which its two layers cannot share.</source>
        <translation>{layer} 得到 {count} 个初始状态，无法由它的两个层平分。</translation>
    </message>
    <message>
        <source>{layer} was given {field} twice.</source>
        <translation>{layer} 的 {field} 给了两次。</translation>
    </message>
    <message>
        <source>{layer} was made with arguments that cannot be written into a config.</source>
        <translation>{layer} 的建立参数无法写入 config。</translation>
    </message>
    <message>
        <source>{layer} was made without Layer's own __init__.</source>
        <translation>{layer} 建立时没有调用 Layer 自己的 __init__。</translation>
    </message>
    <message>
        <source>{layer} works out its weights, which ONNX cannot say.</source>
        <translation>{layer} 的权重是计算得到的，ONNX 无法表达。</translation>
    </message>
    <message>
        <source>{loss} compares one-hot targets of shape {targets} with predictions of shape {predictions}, which differ.</source>
        <translation>{loss} 比较独热目标与预测，但两者形状不同：{targets} 与 {predictions}。</translation>
    </message>
    <message>
        <source>{loss} has no call(y_true, y_pred).</source>
        <translation>{loss} 没有 call(y_true, y_pred)。</translation>
    </message>
    <message>
        <source>{loss} measures the distance of a number, but '{layer}' gives one for each of the {classes} classes.</source>
        <translation>{loss} 衡量的是一个数的距离，但“{layer}”为 {classes} 个类别各给出一个数。</translation>
    </message>
    <message>
        <source>{loss} tells two classes apart, but '{target}' has {classes}.</source>
        <translation>{loss} 只区分两个类别，但“{target}”有 {classes} 个。</translation>
    </message>
    <message>
        <source>{method} of the model gave {value} instead of a dict of numbers.</source>
        <translation>模型的 {method} 给出了 {value}，而不是数值的字典。</translation>
    </message>
    <message>
        <source>{model} cannot be built from a shape, because its call() needs {names}.</source>
        <translation>{model} 无法由形状建立，因为它的 call() 需要 {names}。</translation>
    </message>
    <message>
        <source>{model} cannot go through data, because its call() needs {names} too.</source>
        <translation>{model} 无法遍历数据，因为它的 call() 还需要 {names}。</translation>
    </message>
    <message>
        <source>{model} has a call of its own, which an HDF5 file cannot hold.</source>
        <translation>{model} 有自己的 call，HDF5 文件无法保存它。</translation>
    </message>
    <message>
        <source>{model} has no call(inputs).</source>
        <translation>{model} 没有 call(inputs)。</translation>
    </message>
    <message>
        <source>{model} has {count} inputs of open size, which is more than an export knows.</source>
        <translation>{model} 有 {count} 个大小不定的输入，超出了导出所能处理的数量。</translation>
    </message>
    <message>
        <source>{model} is no model between inputs and outputs, so its layers cannot be cloned one by one.</source>
        <translation>{model} 不是由输入和输出构成的模型，因此无法逐层克隆。</translation>
    </message>
    <message>
        <source>{model} sets the attribute {key} before Model's own __init__ has run.</source>
        <translation>{model} 在 Model 自己的 __init__ 运行之前设置了属性 {key}。</translation>
    </message>
    <message>
        <source>{names} lies between layers of the selection, so that the sub-model would feed itself.</source>
        <translation>{names} 位于选中的层之间，这样子模型会把输出喂给自己。</translation>
    </message>
    <message>
        <source>{name} cannot be a layer's name.</source>
        <translation>{name} 不能作为层的名称。</translation>
    </message>
    <message>
        <source>{name} cannot be inside itself.</source>
        <translation>{name} 不能放入自身。</translation>
    </message>
    <message>
        <source>{name} cannot be made from a file, because it has no from_config().</source>
        <translation>{name} 没有 from_config()，无法从文件重建。</translation>
    </message>
    <message>
        <source>{name} cannot be {choice}.</source>
        <translation>{name} 不能是 {choice}。</translation>
    </message>
    <message>
        <source>{name} cannot feed itself.</source>
        <translation>{name} 不能连接到自身。</translation>
    </message>
    <message>
        <source>{name} cannot stand in a row: {block} has {inputs} inputs, but {outputs} outputs.</source>
        <translation>{name} 不能串联：{block} 有 {inputs} 个输入，却有 {outputs} 个输出。</translation>
    </message>
    <message>
        <source>{name} comes after the softmax of {source}: its answers are no probabilities any more.</source>
        <translation>{name} 在 {source} 的 softmax 之后：答案不再是概率。</translation>
    </message>
    <message>
        <source>{name} drops {percent} % of what it gets: next to nothing is left to learn from.</source>
        <translation>{name} 丢弃了 {percent} % 的输入：几乎没有可学的了。</translation>
    </message>
    <message>
        <source>{name} ends with sigmoid, which judges each class by itself, but {loss} expects one answer among {count}.</source>
        <translation>{name} 以 sigmoid 结束，它分别判断每个类别，但 {loss} 需要在 {count} 个中选一个答案。</translation>
    </message>
    <message>
        <source>{name} ends with softmax in the middle of the network: {target} sees little of what it found.</source>
        <translation>{name} 在网络中间以 softmax 结束：{target} 几乎看不到它找到的东西。</translation>
    </message>
    <message>
        <source>{name} ends with softmax, one answer among {count}, but {loss} judges each by itself.</source>
        <translation>{name} 以 softmax 结束，即在 {count} 个中选一个答案，但 {loss} 分别判断每一个。</translation>
    </message>
    <message>
        <source>{name} gets {shape}, which has no steps: it would compare the samples of a batch with each other.</source>
        <translation>{name} 得到 {shape}，其中没有时间步：它会把一批中的样本互相比较。</translation>
    </message>
    <message>
        <source>{name} gives a single number, but {loss} needs one for each class.</source>
        <translation>{name} 只给出一个数，但 {loss} 需要每个类别一个。</translation>
    </message>
    <message>
        <source>{name} goes along each row of the pictures {shape} by itself: it never sees what is above or below.</source>
        <translation>{name} 只沿图像 {shape} 的每一行单独移动：它看不到上方和下方的内容。</translation>
    </message>
    <message>
        <source>{name} has a softmax over a single unit, which always gives 1.</source>
        <translation>{name} 对单个单元做 softmax，结果总是 1。</translation>
    </message>
    <message>
        <source>{name} has no input {number}.</source>
        <translation>{name} 没有第 {number} 个输入。</translation>
    </message>
    <message>
        <source>{name} has no input.</source>
        <translation>{name} 没有输入。</translation>
    </message>
    <message>
        <source>{name} has no output {number}.</source>
        <translation>{name} 没有第 {number} 个输出。</translation>
    </message>
    <message>
        <source>{name} has no such slot.</source>
        <translation>{name} 没有这个槽位。</translation>
    </message>
    <message>
        <source>{name} has no two inputs to exchange.</source>
        <translation>{name} 没有两个可交换的输入。</translation>
    </message>
    <message>
        <source>{name} has shape {shape}, but {kept} was kept.</source>
        <translation>{name} 的形状是 {shape}，而保存的是 {kept}。</translation>
    </message>
    <message>
        <source>{name} has the same weights as {other}, and only one of them is selected.</source>
        <translation>{name} 与 {other} 共享权重，但只选中了其中一个。</translation>
    </message>
    <message>
        <source>{name} has {count} of the {total} parameters, because {flatten} hands it {size} numbers.</source>
        <translation>{total} 个参数中有 {count} 个在 {name} 里，因为 {flatten} 交给它 {size} 个数。</translation>
    </message>
    <message>
        <source>{name} has {count} weights, but {kept} were kept for it.</source>
        <translation>{name} 有 {count} 个权重，而保存的有 {kept} 个。</translation>
    </message>
    <message>
        <source>{name} holds no sub-model.</source>
        <translation>{name} 不含子模型。</translation>
    </message>
    <message>
        <source>{name} is a layer of kind {kind}, which Layerloom does not know.</source>
        <translation>{name} 的类型是 {kind}，Layerloom 不认识它。</translation>
    </message>
    <message>
        <source>{name} is a {kind}, which Layerloom does not know: it stands there, but cannot work.</source>
        <translation>{name} 是 {kind}，Layerloom 不认识它：它会保留在图中，但无法工作。</translation>
    </message>
    <message>
        <source>{name} is a {kind}, which prepares data ahead of a network: its settings and words are kept, but it cannot work.</source>
        <translation>{name} 是 {kind}，用于在网络之前准备数据：它的设置和词表已保留，但无法工作。</translation>
    </message>
    <message>
        <source>{name} is an end of this wire already.</source>
        <translation>{name} 已经是这条连线的一端。</translation>
    </message>
    <message>
        <source>{name} is inside a sub-model, but data enter that only through its ports.</source>
        <translation>{name} 位于子模型内部，但数据只能经端口进入子模型。</translation>
    </message>
    <message>
        <source>{name} is not in the cache and cannot be loaded from {origin}: {reason}.</source>
        <translation>缓存中没有 {name}，也无法从 {origin} 下载：{reason}。</translation>
    </message>
    <message>
        <source>{name} is repeated, so it cannot go into another layer.</source>
        <translation>{name} 是重复的，因此不能放入另一层。</translation>
    </message>
    <message>
        <source>{name} is still used: {users}.</source>
        <translation>{name} 仍在使用：{users}。</translation>
    </message>
    <message>
        <source>{name} is the last layer: it drops answers of the network while it trains.</source>
        <translation>{name} 是最后一层：训练时它会丢弃网络的答案。</translation>
    </message>
    <message>
        <source>{name} is written in Python, and code in a project does not run before you agree.</source>
        <translation>{name} 是用 Python 编写的；在您同意之前，项目中的代码不会运行。</translation>
    </message>
    <message>
        <source>{name} is written in Python, and its code does not run before you agree.</source>
        <translation>{name} 用 Python 写成，在您同意之前其代码不会运行。</translation>
    </message>
    <message>
        <source>{name} leads nowhere.</source>
        <translation>{name} 没有通向任何层。</translation>
    </message>
    <message>
        <source>{name} leads nowhere: no layer reads what it gives, {shape}.</source>
        <translation>{name} 没有去处：没有层读取它给出的 {shape}。</translation>
    </message>
    <message>
        <source>{name} looks up whole numbers such as words, but the data are measurements.</source>
        <translation>{name} 查找的是整数（例如单词），但数据是测量值。</translation>
    </message>
    <message>
        <source>{name} looks up whole numbers such as words, but {source} gives it computed ones, which are cut off behind the point.</source>
        <translation>{name} 查找的是整数（例如单词），但 {source} 给它的是计算出的数，小数部分会被截掉。</translation>
    </message>
    <message>
        <source>{name} looks up whole numbers, but {source} is declared to give any numbers.</source>
        <translation>{name} 查找的是整数，但 {source} 声明为任意数值。</translation>
    </message>
    <message>
        <source>{name} must lie between {least} and {most}, not be {value}.</source>
        <translation>{name} 必须在 {least} 与 {most} 之间，而不是 {value}。</translation>
    </message>
    <message>
        <source>{name} needs {needed} inputs, but has {count}.</source>
        <translation>{name} 需要 {needed} 个输入，但只有 {count} 个。</translation>
    </message>
    <message>
        <source>{name} reads {shape} as {first} row(s) of pixels with {last} channels each: the pictures seem to have their channels first.</source>
        <translation>{name} 把 {shape} 当作 {first} 行像素、每个像素 {last} 个通道：图像的通道似乎在最前面。</translation>
    </message>
    <message>
        <source>{name} shares its weights with another layer.</source>
        <translation>{name} 与另一层共享权重。</translation>
    </message>
    <message>
        <source>{name} shares its weights, so it cannot go into another layer.</source>
        <translation>{name} 与其他层共享权重，因此不能放入另一层。</translation>
    </message>
    <message>
        <source>{name} takes no input, so it cannot be called twice.</source>
        <translation>{name} 不接受输入，因此不能调用两次。</translation>
    </message>
    <message>
        <source>{name} takes no input.</source>
        <translation>{name} 不接受输入。</translation>
    </message>
    <message>
        <source>{name} uses the weights of {owner}, but its input would need other ones.</source>
        <translation>{name} 使用 {owner} 的权重，但它的输入需要不同的权重。</translation>
    </message>
    <message>
        <source>{name} works on arrays, not on values of a layer's call.</source>
        <translation>{name} 处理的是数组，而不是层调用中的值。</translation>
    </message>
    <message>
        <source>{name} works on the channels of each place by itself: its answer is still a picture, {shape}.</source>
        <translation>{name} 只在每个位置的通道上计算：它的答案仍是图像 {shape}。</translation>
    </message>
    <message>
        <source>{optimizer} has no argument decay.</source>
        <translation>{optimizer} 没有参数 decay。</translation>
    </message>
    <message>
        <source>{optimizer} has no argument {word}.</source>
        <translation>{optimizer} 没有参数 {word}。</translation>
    </message>
    <message>
        <source>{optimizer} learns otherwise in {title}.</source>
        <translation>{optimizer} 在 {title} 中的学习方式不同。</translation>
    </message>
    <message>
        <source>{optimizer} was called with arguments that do not fit: {reason}.</source>
        <translation>调用 {optimizer} 的参数不符：{reason}。</translation>
    </message>
    <message>
        <source>{optimizer} was given both clipnorm and global_clipnorm.</source>
        <translation>{optimizer} 同时给了 clipnorm 和 global_clipnorm。</translation>
    </message>
    <message>
        <source>{optimizer} with {option} learns otherwise in {title}.</source>
        <translation>在 {title} 中，{optimizer} 带 {option} 时的学习方式不同。</translation>
    </message>
    <message>
        <source>{path} builds no model that could be read.</source>
        <translation>{path} 没有构建出可以读取的模型。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} does not tell how large the input of its network is.</source>
        <translation>{path} 没有说明其网络的输入有多大。</translation>
    </message>
    <message>
        <source>{path} holds no model.</source>
        <translation>{path} 中没有模型。</translation>
    </message>
    <message>
        <source>{path} holds no readable description of a model.</source>
        <translation>{path} 中没有可读取的模型描述。</translation>
    </message>
    <message>
        <source>{path} holds no weights that can be read.</source>
        <translation>{path} 中没有可读的权重。</translation>
    </message>
    <message>
        <source>{path} holds weights, but no description of a model.</source>
        <translation>{path} 含有权重，但没有模型的描述。</translation>
    </message>
    <message>
        <source>{path} holds words that are no whole numbers.</source>
        <translation>{path} 中有不是整数的词。</translation>
    </message>
    <message>
        <source>{path} holds {count} weights, but the model needs {expected}; {missing} is missing.</source>
        <translation>{path} 中有 {count} 个权重，但模型需要 {expected} 个；缺少 {missing}。</translation>
    </message>
    <message>
        <source>{path} holds {count} words, but vocabulary_size is {size}.</source>
        <translation>{path} 中有 {count} 个词，但 vocabulary_size 是 {size}。</translation>
    </message>
    <message>
        <source>{path} is TensorFlow's SavedModel, which holds no layers.</source>
        <translation>{path} 是 TensorFlow 的 SavedModel，其中不含层。</translation>
    </message>
    <message>
        <source>{path} is no checkpoint that can be read.</source>
        <translation>{path} 不是可以读取的检查点。</translation>
    </message>
    <message>
        <source>{path} is no kind of model that can be opened.</source>
        <translation>{path} 不是可以打开的模型类型。</translation>
    </message>
    <message>
        <source>{path} is no model file that can be read.</source>
        <translation>{path} 不是可读的模型文件。</translation>
    </message>
    <message>
        <source>{path} is no readable .keras file: {reason}.</source>
        <translation>{path} 不是可读的 .keras 文件：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no readable HDF5 file: {reason}.</source>
        <translation>{path} 不是可读的 HDF5 文件：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no readable ONNX file: {reason}.</source>
        <translation>{path} 不是可读取的 ONNX 文件：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no readable Python program: {reason}.</source>
        <translation>{path} 不是可读取的 Python 程序：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no readable model: {reason}.</source>
        <translation>{path} 不是可读取的模型：{reason}。</translation>
    </message>
    <message>
        <source>{path} is no readable notebook.</source>
        <translation>{path} 不是可读的笔记本。</translation>
    </message>
    <message>
        <source>{path} is no readable weights file: {reason}.</source>
        <translation>{path} 不是可读的权重文件：{reason}。</translation>
    </message>
    <message>
        <source>{path} is too large to be a description of a model.</source>
        <translation>{path} 太大，不像是模型的描述。</translation>
    </message>
    <message>
        <source>{path} is too long for a program that is read.</source>
        <translation>{path} 太长，无法作为程序读取。</translation>
    </message>
    <message>
        <source>{path} keeps its weights in other files, which is not read.</source>
        <translation>{path} 把权重放在其他文件中，无法读取。</translation>
    </message>
    <message>
        <source>{path} ran the exported program, but gave no answer.</source>
        <translation>{path} 运行了导出的程序，但没有给出答案。</translation>
    </message>
    <message>
        <source>{path} says that {name} in it is {size} MB, which it cannot be.</source>
        <translation>{path} 声称其中的 {name} 有 {size} MB，这是不可能的。</translation>
    </message>
    <message>
        <source>{path} takes numbers from other files, which is not followed.</source>
        <translation>{path} 从其他文件取数值，这里不会跟随读取。</translation>
    </message>
    <message>
        <source>{project} has not been trained yet.</source>
        <translation>{project} 尚未训练。</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>{samples} samples are too few to set a share of {share} aside.</source>
        <translation>{samples} 个样本太少，无法留出 {share} 的比例。</translation>
    </message>
    <message>
        <source>{shape} is no batch shape.</source>
        <translation>{shape} 不是批次形状。</translation>
    </message>
    <message>
        <source>{shape} is no shape.</source>
        <translation>{shape} 不是形状。</translation>
    </message>
    <message>
        <source>{source} already feeds this input of {target}.</source>
        <translation>{source} 已经连接到 {target} 的这个输入。</translation>
    </message>
    <message>
        <source>{source} cannot be read: {reason}</source>
        <translation>无法读取 {source}：{reason}</translation>
    </message>
    <message>
        <source>{test} has other columns than {train}.</source>
        <translation>{test} 的列与 {train} 不同。</translation>
    </message>
    <message>
        <source>{title} cannot be run by {python}: {module} is not installed there.</source>
        <translation>{python} 无法运行 {title}：其中没有安装 {module}。</translation>
    </message>
    <message>
        <source>{title} has no column '{column}', which '{layer}' reads.</source>
        <translation>{title} 没有“{layer}”要读取的列“{column}”。</translation>
    </message>
    <message>
        <source>{title} has no column '{target}'.</source>
        <translation>{title} 中没有列“{target}”。</translation>
    </message>
    <message>
        <source>{title} has no {name}.</source>
        <translation>{title} 没有 {name}。</translation>
    </message>
    <message>
        <source>{title} is no program text.</source>
        <translation>{title} 不是程序文本。</translation>
    </message>
    <message>
        <source>{total} values of shape {shape} cannot be laid out as {target}.</source>
        <translation>形状 {shape} 的 {total} 个值无法排成 {target}。</translation>
    </message>
    <message>
        <source>{value} cannot be an argument of a layer.</source>
        <translation>{value} 不能作为层的参数。</translation>
    </message>
    <message>
        <source>{value} cannot be kept as a whole.</source>
        <translation>{value} 无法作为整体保存。</translation>
    </message>
    <message>
        <source>{value} cannot be kept in a project.</source>
        <translation>项目中无法保存 {value}。</translation>
    </message>
    <message>
        <source>{value} cannot be written as JSON.</source>
        <translation>{value} 无法写成 JSON。</translation>
    </message>
    <message>
        <source>{value} cannot be written into a program.</source>
        <translation>{value} 无法写入程序。</translation>
    </message>
    <message>
        <source>{value} does not describe a feature column.</source>
        <translation>{value} 没有描述 feature column。</translation>
    </message>
    <message>
        <source>{value} holds no variables that could be kept.</source>
        <translation>{value} 没有可以保存的变量。</translation>
    </message>
    <message>
        <source>{value} is no number for a project.</source>
        <translation>{value} 不是项目可用的数。</translation>
    </message>
    <message>
        <source>{value} is no value of a network.</source>
        <translation>{value} 不是网络中的值。</translation>
    </message>
    <message>
        <source>{value} is no {kind}.</source>
        <translation>{value} 不是 {kind}。</translation>
    </message>
    <message>
        <source>{words} are not in the vocabulary of {layer}.</source>
        <translation>{words} 不在 {layer} 的词表中。</translation>
    </message>
</context>
</TS>
